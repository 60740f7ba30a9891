"""Your x has not moved. The method to does not change x. What does it do with its result, and
what do you do with it?
"""

FAILS = (
    "check_move_elsewhere",
    "check_move_nowhere",
    "check_move_keeps_gradients",
    "check_difference_elsewhere",
    "check_difference_comes_home",
)


def move(x, device):
    x.to(device)
    return x
