"""One of your two results shares the memory of x, the other is a copy. All three should read the
same numbers.
"""

FAILS = ("check_views_share_memory",)


def views(x):
    return x.view(-1), x.view(-1).clone().view(-1, 8)
