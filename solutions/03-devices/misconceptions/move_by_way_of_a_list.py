"""You take the numbers out of the tensor and build a new one. On the way the dtype is lost, the
memory is not the same, and on meta there are no numbers to take.
"""

FAILS = ("check_move_elsewhere", "check_move_nowhere", "check_move_keeps_gradients")


def move(x, device):
    return torch.tensor(x.tolist(), device=device)
