"""You have swapped the two directions of the kernel: entry (a, b) meets the pixel that belongs to
entry (b, a). Follow one entry that is not on the diagonal, with a kernel that is not square.
"""

FAILS = ("check_slide", "check_slide_with_no_room", "check_slide_over_views")


def cross_correlate(image, kernel):
    kernel = kernel.t()
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).sum((2, 3))
