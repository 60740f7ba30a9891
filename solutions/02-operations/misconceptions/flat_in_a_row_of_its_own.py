"""Your flat result has two dimensions, one of them of size 1. A single row of numbers has only one
dimension.
"""

FAILS = ("check_views_of_the_notes", "check_views", "check_views_share_memory")


def views(x):
    return x.view(1, -1), x.view(-1, 8)
