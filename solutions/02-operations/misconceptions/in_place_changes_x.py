"""You changed x, and y is as it was. What writes in place (an underscore, a +=) writes into the
tensor on its left. Which of the two should change here?
"""

FAILS = (
    "check_add_in_place_of_the_notes",
    "check_add_in_place_writes",
    "check_add_in_place_returns",
)


def add_in_place(y, x):
    return x.add_(y)
