"""The tensor that was given is as it was before: still not tracked. In place means that this very
object changes, not a copy of it. What does the underscore at the end of a method's name promise?
"""

FAILS = ("check_enable_changes_a",)


def enable_grad_in_place(a):
    return a.clone().requires_grad_()
