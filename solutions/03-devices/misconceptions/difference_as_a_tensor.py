"""You return a tensor. How do you get a Python number from a tensor of one element?"""

FAILS = (
    "check_difference_on_cpu",
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).abs().max()
