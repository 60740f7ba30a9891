"""You run the function twice on the same device, so of course both results agree. What has to
happen to x before the second run?
"""

FAILS = ("check_difference_elsewhere", "check_difference_comes_home")


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(x)
    return (move(here, "cpu") - move(there, "cpu")).abs().max().item()
