"""Negative entries become positive, as they should, but positive ones become negative. What is the
absolute value of 2?
"""

FAILS = ("check_absolute",)


def absolute(x):
    return -x
