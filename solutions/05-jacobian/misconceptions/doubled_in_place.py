"""You double the caller's own x: *=, mul_ and an assignment to x[...] all write into the tensor
itself. Make a new tensor first.
"""

FAILS = (
    "check_double_by_hand",
    "check_double",
    "check_double_with_the_usual_limit",
    "check_double_near_the_limit",
    "check_double_at_the_limit",
    "check_double_of_a_long_vector",
    "check_double_keeps_the_graph",
    "check_weighted_by_hand",
    "check_weighted_of_the_notes",
    "check_weighted",
)


def double_until(x, limit=1000.0):
    x *= 2
    while x.norm() < limit:
        x *= 2
    return x
