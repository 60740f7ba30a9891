"""Your step back through ReLU looks at the sign of the gradient that arrives. ReLU did not know
any gradients: it looked at something else when it decided what to let through. The loss falls
all the same, so only a nudge of the weights gives this one away.
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
    grad_h = (grad_prediction @ w2.t()).clamp(min=0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
