"""You squeeze all entries into the range, also those that were in it already. Only entries beyond a
bound should move, and just to that bound.
"""

FAILS = (
    "check_clip_of_the_notes",
    "check_clip_between_two_bounds",
    "check_clip_without_a_bound",
    "check_clip_at_zero",
)


def clip(x, low, high):
    low = x.min() if low is None else low
    high = x.max() if high is None else high
    return low + (high - low) * (x - x.min()) / (x.max() - x.min())
