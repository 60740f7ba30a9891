"""Each of your steps is half as long as it should be: what is the derivative of a square? And the
caller's own weights change, for an operator such as -= writes into the tensor you were given.
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
        h, relu, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_prediction = prediction - y
        grad_h = (grad_prediction @ w2.t()) * (h > 0)
        w1 -= lr * x.t() @ grad_h
        w2 -= lr * relu.t() @ grad_prediction
    return losses, w1, w2
