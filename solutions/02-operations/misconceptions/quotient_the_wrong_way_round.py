"""Your quotient is upside down: you divide y by x. Which of the two comes first?"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_quotient",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x - y, x * y, y / x, x**y
