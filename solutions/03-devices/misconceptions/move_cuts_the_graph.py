"""The numbers arrive, but their past does not: the result no longer requires a gradient. Moving
is an operation that autograd can follow. What cuts it off?
"""

FAILS = ("check_move_keeps_gradients",)


def move(x, device):
    return x.detach().to(device)
