"""Your numbers are right but for a factor: the number of entries of the kernel. Do you add the
products up, or do you take their average?
"""

FAILS = (
    "check_slide_of_the_notebook",
    "check_slide",
    "check_slide_with_no_room",
    "check_slide_over_views",
)


def cross_correlate(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).mean((2, 3))
