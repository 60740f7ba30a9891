"""The result is right, but x itself is clipped too: it was only lent to you. Which step of yours
writes into x, by an underscore, an = or an out=?
"""

FAILS = (
    "check_clip_of_the_notes",
    "check_clip_between_two_bounds",
    "check_clip_without_a_bound",
    "check_clip_at_zero",
)


def clip(x, low, high):
    return x.clamp_(low, high)
