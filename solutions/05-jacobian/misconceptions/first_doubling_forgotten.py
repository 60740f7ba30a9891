"""Your loop is right, but an x that is long enough already comes back as it is. One of the
doublings does not depend on any condition.
"""

FAILS = ("check_double_of_a_long_vector",)


def double_until(x, limit=1000.0):
    y = x * 1
    while y.norm() < limit:
        y = y * 2
    return y
