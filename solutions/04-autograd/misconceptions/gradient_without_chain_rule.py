"""Your gradient is exactly half of what it should be. What is the derivative of a square? If you
worked it out by hand, compare it with what autograd says.
"""

FAILS = (
    "check_gradient_of_the_notes",
    "check_gradient_of_any_shape",
    "check_gradient_in_float64",
    "check_gradient_leaves_x_alone",
    "check_gradient_again",
)


def gradient_example(x):
    return 3 * (x + 2) / x.numel()
