"""You filled x itself with random numbers. It was lent to you as a pattern only; its own numbers
are gone now. Which functions make a new tensor in the form of another?
"""

FAILS = ("check_random_like_distribution",)


def random_like(x):
    return x.normal_()
