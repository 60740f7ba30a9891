"""Your loop always runs up to 1000, whatever limit it is given. Where does your code use the
second argument?
"""

FAILS = (
    "check_double_by_hand",
    "check_double",
    "check_double_near_the_limit",
    "check_double_at_the_limit",
    "check_double_of_a_long_vector",
    "check_double_keeps_the_graph",
)


def double_until(x, limit=1000.0):
    y = x * 2
    while y.norm() < 1000.0:
        y = y * 2
    return y
