"""You changed x, and y is as it was. The underscore writes into the tensor in front of the dot.
Which of the two should change here?
"""

FAILS = (
    "check_add_in_place_of_the_notes",
    "check_add_in_place_writes",
    "check_add_in_place_returns",
)


def add_in_place(y, x):
    return x.add_(y)
