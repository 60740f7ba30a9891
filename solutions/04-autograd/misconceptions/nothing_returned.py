"""The tensor is tracked now, as it should be, but your function gives back None. What does the
docstring promise to return?
"""

FAILS = ("check_enable_returns_a",)


def enable_grad_in_place(a):
    a.requires_grad_()
