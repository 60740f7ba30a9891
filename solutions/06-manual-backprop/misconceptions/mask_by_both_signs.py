"""You stop the gradient at dead units, which is right, and you also stop every negative gradient,
which is not. May a gradient that passes through a living unit be negative?
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_relu = grad_prediction @ w2.t()
    grad_h = grad_relu * (h > 0) * (grad_relu > 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
