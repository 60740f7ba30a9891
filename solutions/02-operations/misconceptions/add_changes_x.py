"""The sum is right, but x now holds it too. This task wants a new tensor; x is only lent to you.
Which step of yours writes into it, by an underscore, a +=, an = or an out=?
"""

FAILS = ("check_add",)


def add(x, y):
    return x.add_(y)
