"""The result is right, but x has lost its minus signs as well. Look for a method whose name ends in
an underscore.
"""

FAILS = ("check_absolute",)


def absolute(x):
    return x.abs_()
