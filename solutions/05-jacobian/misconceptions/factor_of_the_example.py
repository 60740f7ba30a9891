"""Your factor is always 256. That belongs to x = [3, 4]: other vectors need more doublings, or
fewer. Let the loop decide.
"""

FAILS = ("check_weighted_of_the_notes", "check_weighted")


def weighted_backward(x, v):
    return 256.0 * v
