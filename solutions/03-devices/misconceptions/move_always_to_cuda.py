"""You send every tensor to a GPU, whatever device was asked for. On a machine without one this
line stops with an error.
"""

FAILS = (
    "check_move_elsewhere",
    "check_move_nowhere",
    "check_move_keeps_gradients",
    "check_difference_on_cpu",
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def move(x, device):
    return x.cuda()
