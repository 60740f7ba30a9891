"""You double once too often. Your loop looks at the norm of a tensor, but is it the newest one?
Which tensor must be long enough when the loop ends?
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
    while (y / 2).norm() < limit:
        y = y * 2
    return y
