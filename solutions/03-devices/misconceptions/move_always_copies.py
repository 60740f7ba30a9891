"""You make a copy even where there is nothing to move. For a large tensor that costs time and
memory. Which step of yours copies?
"""

FAILS = ("check_move_makes_no_copy",)


def move(x, device):
    return x.clone().to(device)
