"""Both gradients are exactly half of what they should be. What is the derivative of a square?"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = prediction - y
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
