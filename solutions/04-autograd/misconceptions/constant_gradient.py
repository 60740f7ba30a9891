"""You return 4.5 for every tensor. That is the gradient for one special input, four ones. Feed
your function other numbers and ask yourself what the gradient should be then.
"""

FAILS = ("check_gradient_of_any_shape",)


def gradient_example(x):
    return torch.full_like(x, 4.5)
