"""You throw out the entries beyond the bounds. They should stay in their places and become the
bound that they passed.
"""

FAILS = (
    "check_clip_of_the_notes",
    "check_clip_between_two_bounds",
    "check_clip_without_a_bound",
    "check_clip_at_zero",
)


def clip(x, low, high):
    low = -torch.inf if low is None else low
    high = torch.inf if high is None else high
    return x[(x >= low) & (x <= high)]
