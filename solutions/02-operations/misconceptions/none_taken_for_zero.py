"""A bound that is None works like 0 in your function. None means that there is no limit on that
side.
"""

FAILS = ("check_clip_without_a_bound", "check_clip_at_zero")


def clip(x, low, high):
    low, high = low or 0, high or 0
    return x.clamp(low, high)
