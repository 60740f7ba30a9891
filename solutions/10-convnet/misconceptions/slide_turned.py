"""Your kernel is upside down and left to right while it slides. Mathematicians do that when they
say convolution. What does the formula in the docstring do?
"""

FAILS = ("check_slide", "check_slide_with_no_room", "check_slide_over_views")


def cross_correlate(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel.flip(0, 1)).sum((2, 3))
