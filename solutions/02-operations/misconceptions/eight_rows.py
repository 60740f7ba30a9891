"""You have eight rows. The task asks for rows of eight: which of the two sizes should be 8, and
which one may PyTorch work out?
"""

FAILS = (
    "check_views_of_the_notes",
    "check_views",
    "check_views_share_memory",
)


def views(x):
    return x.view(-1), x.view(8, -1)
