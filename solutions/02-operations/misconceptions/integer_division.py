"""Your quotient is rounded down to a whole number: 7 divided by 2 is not 3. Which way to divide
keeps what follows the point?
"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_quotient",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x - y, x * y, x // y, x**y
