"""Your losses are right, but the weights you return are those you were given. Did the trained ones
get other names on the way?
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses, now1, now2 = [], w1, w2
    for _ in range(epochs):
        losses.append(squared_error(forward(x, now1, now2)[2], y).item())
        grad_w1, grad_w2 = gradients(x, y, now1, now2)
        now1 = now1 - lr * grad_w1
        now2 = now2 - lr * grad_w2
    return losses, w1, w2
