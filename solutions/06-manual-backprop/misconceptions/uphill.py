"""The first loss is right, and then it gets worse and worse: you walk uphill. Towards which side
does the gradient point, and where do you want to go?
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 = w1 + lr * grad_w1
        w2 = w2 + lr * grad_w2
    return losses, w1, w2
