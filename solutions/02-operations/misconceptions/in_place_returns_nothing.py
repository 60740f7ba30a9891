"""The tensor y has changed as it should, but your function gives back None. What does the docstring
promise to return?
"""

FAILS = ("check_add_in_place_returns",)


def add_in_place(y, x):
    y += x
