"""All four results are right, but x holds one of them now. It was only lent to you: which of the
four lines writes into it?
"""

FAILS = ("check_arithmetic_leaves_x_and_y_alone",)


def arithmetic(x, y):
    difference, product, quotient = x - y, x * y, x / y
    return difference, product, quotient, x.copy_(x**y)
