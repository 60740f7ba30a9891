"""You put the two tensors one behind the other, as + does with lists. Adding tensors gives one of
the same shape.
"""

FAILS = ("check_add",)


def add(x, y):
    return torch.cat([x.reshape(-1), y.reshape(-1)])
