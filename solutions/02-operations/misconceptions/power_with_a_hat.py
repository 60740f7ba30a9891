"""Your power is something else: ^ compares the bits of whole numbers, and stops with an error for
numbers with a point. How does Python write a power?
"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_power",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x - y, x * y, x / y, x ^ y
