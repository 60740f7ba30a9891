"""You compare the largest entry with the limit. The norm is the length of the whole vector: every
entry has a share in it.
"""

FAILS = ("check_double_near_the_limit",)


def double_until(x, limit=1000.0):
    y = x * 2
    while y.abs().max() < limit:
        y = y * 2
    return y
