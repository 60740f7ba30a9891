"""You wrote down one loss more than there are epochs: one before the first step, and one after
each. How many measurements does the task ask for?
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = [squared_error(forward(x, w1, w2)[2], y).item()]
    for _ in range(epochs):
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 = w1 - lr * grad_w1
        w2 = w2 - lr * grad_w2
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
    return losses, w1, w2
