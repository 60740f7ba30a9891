"""You make a tensor of the right shape in the right place, but the numbers stay behind."""

FAILS = (
    "check_move_nowhere",
    "check_move_keeps_gradients",
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def move(x, device):
    return torch.zeros_like(x, device=device)
