"""You added up all entries to a single number. Here the entries at the same place are added, and
the result has the shape of x.
"""

FAILS = ("check_add",)


def add(x, y):
    return x.sum() + y.sum()
