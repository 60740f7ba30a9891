"""Your quotient is cut to whole numbers: 7 divided by 2 is not 3. One slash or two?"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_arithmetic_of_floats",
    "check_arithmetic_of_whole_numbers",
)


def arithmetic(x, y):
    return x - y, x * y, x // y, x**y
