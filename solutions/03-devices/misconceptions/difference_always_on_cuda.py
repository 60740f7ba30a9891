"""Your other device is a GPU, whatever was asked for. On a machine without one this line stops
with an error. Who tells you where to go?
"""

FAILS = (
    "check_difference_on_cpu",
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def same_everywhere(f, x, device=None):
    return (f(x) - f(x.cuda()).cpu()).abs().max().item()
