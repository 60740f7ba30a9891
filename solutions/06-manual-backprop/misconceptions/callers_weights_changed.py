"""Your results are right, but the caller's own weights have changed as well. An operator such as
-= writes into the tensor you were given. How do you make a new one?
"""

FAILS = ("check_train_leaves_inputs_alone",)


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 -= lr * grad_w1
        w2 -= lr * grad_w2
    return losses, w1, w2
