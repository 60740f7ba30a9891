"""When no device is given you stay on the CPU. The docstring speaks of the best device. Which
function of yours finds it?
"""

FAILS = ("check_difference_to_the_best_device",)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, device or "cpu"))
    return (move(here, "cpu") - move(there, "cpu")).abs().max().item()
