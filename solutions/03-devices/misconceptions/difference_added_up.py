"""You add all differences up. The task asks for the largest one."""

FAILS = (
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).abs().sum().item()
