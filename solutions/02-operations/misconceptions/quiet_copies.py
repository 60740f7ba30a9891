"""Your views are right, as long as views are possible. For a transposed tensor you make a copy and
say nothing: that is what reshape, flatten and contiguous do. Which method refuses instead?
"""

FAILS = ("check_views_refuse_to_copy",)


def views(x):
    return x.reshape(-1), x.reshape(-1, 8)
