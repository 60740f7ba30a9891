"""You call for a GPU inside of your function. On a machine without one this line is the end. Slide
where the image is.
"""

FAILS = (
    "check_slide_of_the_notebook",
    "check_slide",
    "check_slide_with_no_room",
    "check_slide_over_views",
)


def cross_correlate(image, kernel):
    image, kernel = image.cuda(), kernel.cuda()
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).sum((2, 3))
