"""Your y now holds the numbers of x, and its own are gone. In place or not: it is still an
addition.
"""

FAILS = (
    "check_add_in_place_of_the_notes",
    "check_add_in_place_writes",
    "check_add_in_place_returns",
)


def add_in_place(y, x):
    return y.copy_(x)
