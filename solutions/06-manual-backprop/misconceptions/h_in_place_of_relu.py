"""The gradient of w1 is right, that of w2 is not. What did w2 multiply on the way forwards: h, or
what ReLU made of it?
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
)


def gradients(x, y, w1, w2):
    h, _, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return x.t() @ grad_h, h.t() @ grad_prediction
