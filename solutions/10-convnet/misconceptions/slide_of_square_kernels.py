"""Your function is right for square kernels only. A kernel has two sizes, and they may differ:
which of them belongs to the rows of the image?
"""

FAILS = ("check_slide", "check_slide_with_no_room", "check_slide_over_views")


def cross_correlate(image, kernel):
    side = kernel.shape[0]
    windows = image.unfold(0, side, 1).unfold(1, side, 1)
    return (windows * kernel).sum((2, 3))
