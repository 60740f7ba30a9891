"""Your formula is right, but where x is tracked, autograd records it: your gradient has a past of
its own. How do you take only the numbers of x?
"""

FAILS = ("check_gradient_is_plain",)


def gradient_example(x):
    return 6 * (x + 2) / x.numel()
