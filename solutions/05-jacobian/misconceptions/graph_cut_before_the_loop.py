"""Your numbers are right, but y has no past: a gradient cannot find its way back to x. Measuring
may happen outside the graph; doubling may not.
"""

FAILS = (
    "check_double_keeps_the_graph",
    "check_weighted_by_hand",
    "check_weighted_of_the_notes",
    "check_weighted",
)


def double_until(x, limit=1000.0):
    y = x.detach() * 2
    while y.norm() < limit:
        y = y * 2
    return y
