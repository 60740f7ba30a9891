"""You return the gradient of w2 first. In which order does the docstring promise them?"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
    "check_gradients_have_the_form_of_the_weights",
)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return relu.t() @ grad_prediction, x.t() @ grad_h
