"""You ask once whether y is long enough. Some vectors need many doublings: which word makes Python
ask again after each of them?
"""

FAILS = (
    "check_double_by_hand",
    "check_double",
    "check_double_with_the_usual_limit",
    "check_double_near_the_limit",
    "check_double_at_the_limit",
    "check_double_keeps_the_graph",
    "check_weighted_by_hand",
    "check_weighted_of_the_notes",
    "check_weighted",
)


def double_until(x, limit=1000.0):
    y = x * 2
    if y.norm() < limit:
        y = y * 2
    return y
