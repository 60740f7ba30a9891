"""The sum is right, but y now holds it too. This task wants a new tensor; y is only lent to you.
Which step of yours writes into it, by an underscore, a +=, an = or an out=?
"""

FAILS = ("check_add",)


def add(x, y):
    return y.add_(x)
