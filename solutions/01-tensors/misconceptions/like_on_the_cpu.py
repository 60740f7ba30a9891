"""Shape and dtype are right, but the result always lives on the CPU, wherever x lives. Which third
thing does it take from x?
"""

FAILS = ("check_random_like_device",)


def random_like(x):
    return torch.randn(x.shape, dtype=x.dtype)
