"""You stop the gradient at the living units and let it through to the dead ones. Which of them had
a say in the prediction?
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
    grad_h = (grad_prediction @ w2.t()) * (h < 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
