"""Your gradient is right for tensors of four elements and for no others. Where does the 3/2 of the
worked example come from, and what becomes of it when the mean is over more numbers, or fewer?
"""

FAILS = ("check_gradient_of_any_shape",)


def gradient_example(x):
    return 3 / 2 * (x + 2)
