"""Your gradients are right, but the caller's y has changed. An operator such as -= writes into the
tensor you were given. How do you make a new one?
"""

FAILS = ("check_gradients_leave_inputs_alone",)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    y -= prediction
    grad_prediction = -2 * y
    grad_h = (grad_prediction @ w2.t()) * (h > 0)
    return x.t() @ grad_h, relu.t() @ grad_prediction
