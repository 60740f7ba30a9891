"""Your gradient is exactly half of what it should be. What is the derivative of a square? If you
worked it out by hand, compare it with what autograd says.
"""

FAILS = ("check_gradient_of_the_notes", "check_gradient_of_any_shape")


def gradient_example(x):
    return 3 * (x + 2) / x.numel()
