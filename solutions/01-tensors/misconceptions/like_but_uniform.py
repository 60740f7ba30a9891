"""Form and device are right, but your numbers lie between 0 and 1. The task asks for the bell. Two
functions end in _like, and their names differ by one letter.
"""

FAILS = ("check_random_like_distribution",)


def random_like(x):
    return torch.rand_like(x)
