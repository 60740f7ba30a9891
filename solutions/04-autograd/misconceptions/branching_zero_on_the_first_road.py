"""You are nearly there. What should happen when the elements add up to exactly 0? Read the
condition once more, word by word.
"""

FAILS = ("check_branching_around_zero",)


def branching(x):
    if x.sum() >= 0:
        return (x * x).sum()
    return (-3 * x).sum()
