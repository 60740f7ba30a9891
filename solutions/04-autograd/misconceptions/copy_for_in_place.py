"""You tracked a copy and left the caller's tensor as it was. In place means that this very object
changes. What does the underscore at the end of a method's name promise?
"""

FAILS = ("check_enable_changes_a",)


def enable_grad_in_place(a):
    return a.clone().requires_grad_()
