"""Your function works for 16 entries and for no other number. PyTorch can work out one of the sizes
by itself: how do you ask it to?
"""

FAILS = ("check_views", "check_views_share_memory")


def views(x):
    return x.view(16), x.view(2, 8)
