"""You stop one epoch too early. How often does a loop over range(1, epochs) go round?"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(1, epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 = w1 - lr * grad_w1
        w2 = w2 - lr * grad_w2
    return losses, w1, w2
