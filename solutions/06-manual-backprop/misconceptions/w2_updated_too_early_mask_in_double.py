"""You changed w2 and then used it once more in the same epoch: which w2 made the prediction that
you are correcting? And in float32 your training stops with an error: which dtype has your mask?
"""

FAILS = (
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
    "check_train_gives_floats_and_weights",
)


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        h, relu, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_prediction = 2 * (prediction - y)
        w2 = w2 - lr * relu.t() @ grad_prediction
        grad_h = (grad_prediction @ w2.t()) * (h > 0).double()
        w1 = w1 - lr * x.t() @ grad_h
    return losses, w1, w2
