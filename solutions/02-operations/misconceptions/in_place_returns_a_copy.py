"""The tensor y has changed as it should, but what you return is another tensor with the same
numbers. The docstring asks for y itself.
"""

FAILS = ("check_add_in_place_returns",)


def add_in_place(y, x):
    y += x
    return y.clone()
