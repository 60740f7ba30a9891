"""Your power is always the square. The exponent is in y, and each entry has its own."""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_power",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x - y, x * y, x / y, x**2
