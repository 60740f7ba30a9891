"""You return 4.5 for every tensor. That is the gradient for one special input, four ones. Feed
your function other numbers and ask yourself what the gradient should be then.
"""

FAILS = (
    "check_gradient_of_any_shape",
    "check_gradient_in_float64",
    "check_gradient_leaves_x_alone",
    "check_gradient_again",
)


def gradient_example(x):
    return torch.full_like(x, 4.5)
