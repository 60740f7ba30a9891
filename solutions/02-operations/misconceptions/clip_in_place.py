"""The result is right, but x itself is clipped too. Look for a method whose name ends in an
underscore, or for a line that writes to x[...].
"""

FAILS = (
    "check_clip_of_the_notes",
    "check_clip_between_two_bounds",
    "check_clip_without_a_bound",
    "check_clip_at_zero",
)


def clip(x, low, high):
    return x.clamp_(low, high)
