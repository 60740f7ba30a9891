"""The sum is right, but x now holds it too. This task wants a new tensor; x is only lent to you. Is
there an underscore or a += that writes into it?
"""

FAILS = ("check_add",)


def add(x, y):
    return x.add_(y)
