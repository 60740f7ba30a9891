"""Your kernel jumps by its own length each time, as pooling does. By how many pixels should it
move?
"""

FAILS = (
    "check_slide_of_the_notebook",
    "check_slide",
    "check_slide_with_no_room",
    "check_slide_over_views",
)


def cross_correlate(image, kernel):
    rows, columns = kernel.shape
    windows = image.unfold(0, rows, rows).unfold(1, columns, columns)
    return (windows * kernel).sum((2, 3))
