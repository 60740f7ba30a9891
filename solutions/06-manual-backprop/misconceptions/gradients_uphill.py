"""Your gradients have the right size and the wrong sign. In which order do prediction and y stand
in the difference, and what happens to its derivative if you swap them?
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
    grad_prediction = 2 * (y - prediction)
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
