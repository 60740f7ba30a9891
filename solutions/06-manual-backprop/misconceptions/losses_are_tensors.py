"""Your numbers are right, but the losses are tensors without dimensions. The task promises Python
floats: how do you get the number out of such a tensor?
"""

FAILS = ("check_train_gives_floats_and_weights",)


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y))
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 = w1 - lr * grad_w1
        w2 = w2 - lr * grad_w2
    return losses, w1, w2
