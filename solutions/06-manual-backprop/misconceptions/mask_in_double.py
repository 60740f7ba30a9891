"""Your gradients are right in float64. In float32, the dtype of most networks, the product stops
with an error, because one factor is float64 all the same. Which dtype should a mask have?
"""

FAILS = ("check_gradients_have_the_form_of_the_weights",)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_h = (grad_prediction @ w2.t()) * (h > 0).double()
    return x.t() @ grad_h, relu.t() @ grad_prediction
