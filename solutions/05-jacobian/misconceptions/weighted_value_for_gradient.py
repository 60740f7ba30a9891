"""You return the weighted y itself. The question is how fast it changes when x does: where does
backward() leave its answer?
"""

FAILS = ("check_weighted_by_hand", "check_weighted_of_the_notes", "check_weighted")


def weighted_backward(x, v):
    return v * double_until(x.detach())
