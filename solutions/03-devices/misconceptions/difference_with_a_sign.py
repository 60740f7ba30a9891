"""A result that is far too small on one device is as wrong as one that is far too large. Your
largest difference knows only one direction.
"""

FAILS = (
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).max().item()
