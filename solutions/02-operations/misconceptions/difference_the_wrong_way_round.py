"""Your difference has the wrong sign: you take x away from y. Which of the two comes first?"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_difference",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return y - x, x * y, x / y, x**y
