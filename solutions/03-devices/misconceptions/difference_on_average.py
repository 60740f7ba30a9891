"""You report the average difference. One entry that is wrong among a thousand that are right
would hardly show.
"""

FAILS = ("check_difference_elsewhere", "check_difference_comes_home")


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).abs().mean().item()
