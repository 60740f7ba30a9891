"""Your number is still wrapped in a list, as often as x has dimensions. Which method gives the bare
number, whatever the shape?
"""

FAILS = ("check_scalar",)


def scalar(x):
    return x.tolist()
