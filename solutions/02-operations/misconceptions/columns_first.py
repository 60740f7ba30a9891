"""You read x column by column. Its memory goes row by row, and views come in that order."""

FAILS = (
    "check_views_of_the_notes",
    "check_views",
    "check_views_share_memory",
)


def views(x):
    return x.t().reshape(-1), x.t().reshape(-1, 8)
