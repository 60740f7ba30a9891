"""You asked for the gradients a second time in the same epoch, after w2 had changed already. One
step downhill uses both gradients from the same place.
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
        w2 = w2 - lr * gradients(x, y, w1, w2)[1]
        w1 = w1 - lr * gradients(x, y, w1, w2)[0]
    return losses, w1, w2
