"""The names are right. But where there is no grad_fn you give the name of Python's "nothing" as if
it were an operation. What does the docstring ask for there?
"""

FAILS = ("check_made_by_nothing",)


def made_by(t):
    return type(t.grad_fn).__name__
