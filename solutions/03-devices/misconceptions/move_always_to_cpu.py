"""Your result is on the CPU, whatever device was asked for. What is the second argument for?"""

FAILS = (
    "check_move_elsewhere",
    "check_move_nowhere",
    "check_move_keeps_gradients",
    "check_difference_elsewhere",
    "check_difference_comes_home",
)


def move(x, device):
    return x.cpu()
