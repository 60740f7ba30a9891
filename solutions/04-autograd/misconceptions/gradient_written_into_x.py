"""Your gradient is right, but the numbers of x have changed. detach() makes no copy: it shares its
memory with x, and a method with an underscore writes there. How do you get a copy of your own?
"""

FAILS = ("check_gradient_leaves_x_alone",)


def gradient_example(x):
    return x.detach().add_(2).mul_(6 / x.numel())
