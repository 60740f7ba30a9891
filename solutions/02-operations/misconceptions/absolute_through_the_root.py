"""Your numbers are right, but whole numbers come out with a point, and so with another dtype. A
root does that, and so does multiplying by 1.0. What keeps the dtype of x?
"""

FAILS = ("check_absolute",)


def absolute(x):
    return (x * x).sqrt()
