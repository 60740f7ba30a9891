"""Your gradients are too small, by the number of samples. The loss of this notebook adds the
samples up and does not average them.
"""

FAILS = (
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y) / len(x)
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
