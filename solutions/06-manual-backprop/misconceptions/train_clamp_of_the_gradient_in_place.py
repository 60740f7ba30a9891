"""On the way back through ReLU you look at the sign of the gradient that arrives: what did ReLU
look at? And the caller's own weights change: an operator such as -= writes into them.
"""

FAILS = (
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
    "check_train_leaves_inputs_alone",
)


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        _, relu, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_prediction = 2 * (prediction - y)
        grad_h = (grad_prediction @ w2.t()).clamp(min=0)
        w1 -= lr * x.t() @ grad_h
        w2 -= lr * relu.t() @ grad_prediction
    return losses, w1, w2
