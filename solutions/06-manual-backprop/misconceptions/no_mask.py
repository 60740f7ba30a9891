"""The gradient of w2 is right. On its way to w1 the gradient has to pass ReLU, and you let all of
it through. What happens to the loss if you nudge a unit that is dead for a sample?
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
)


def gradients(x, y, w1, w2):
    _, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_h = grad_prediction @ w2.t()
    return x.t() @ grad_h, relu.t() @ grad_prediction
