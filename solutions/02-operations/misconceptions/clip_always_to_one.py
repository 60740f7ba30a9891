"""You clip to the range from 0 to 1, whatever is asked for. The bounds are in low and high."""

FAILS = ("check_clip_between_two_bounds", "check_clip_without_a_bound", "check_clip_at_zero")


def clip(x, low, high):
    return x.clamp(min=0, max=1)
