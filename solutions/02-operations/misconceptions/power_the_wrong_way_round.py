"""You raise y to the power of x. Which is the base here, and which the exponent?"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_power",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x - y, x * y, x / y, y**x
