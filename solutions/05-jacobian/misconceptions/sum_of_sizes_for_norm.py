"""You add up the sizes of the entries. For [3, 4] that makes 7, but the norm of [3, 4] is 5. How
does the text define it?
"""

FAILS = ("check_double_by_hand", "check_double_near_the_limit")


def double_until(x, limit=1000.0):
    y = x * 2
    while y.abs().sum() < limit:
        y = y * 2
    return y
