"""Your numbers are right, but whole numbers come out with a point everywhere. Only for one of the
four results is that asked for.
"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_arithmetic_stays_whole",
)


def arithmetic(x, y):
    if not x.is_floating_point():
        x, y = x.float(), y.float()
    return x - y, x * y, x / y, x**y
