"""The root of the square is the absolute value, but whole numbers come out with another dtype: a
root has a point. What keeps the dtype of x?
"""

FAILS = ("check_absolute",)


def absolute(x):
    return (x * x).sqrt()
