"""The result is right, but x has lost its minus signs as well: it was only lent to you. Which step
of yours writes into x, by an underscore, an = or an out=?
"""

FAILS = ("check_absolute",)


def absolute(x):
    return x.abs_()
