"""Everything ends up at a bound, or at the wrong one: you use low as the upper limit and high as
the lower. Which of the two belongs to min=?
"""

FAILS = (
    "check_clip_of_the_notes",
    "check_clip_between_two_bounds",
    "check_clip_without_a_bound",
    "check_clip_at_zero",
)


def clip(x, low, high):
    return x.clamp(min=high, max=low)
