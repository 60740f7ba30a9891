"""The sum is right, but y now holds it too. This task wants a new tensor; y is only lent to you. Is
there an underscore or a += that writes into it?
"""

FAILS = ("check_add",)


def add(x, y):
    return y.add_(x)
