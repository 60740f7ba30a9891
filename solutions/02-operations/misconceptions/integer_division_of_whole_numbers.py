"""For numbers with a point your quotient is right. For whole numbers it comes out whole as well,
and what follows the point is lost.
"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_quotient",
)


def arithmetic(x, y):
    return x - y, x * y, (x / y).to(x.dtype), x**y
