"""Your result lacks its last row and its last column. For an image of 3 rows and a kernel of 2,
count the places on your fingers. Does your range stop before the last one?
"""

FAILS = (
    "check_slide_of_the_notebook",
    "check_slide",
    "check_slide_with_no_room",
    "check_slide_over_views",
)


def cross_correlate(image, kernel):
    rows, columns = kernel.shape
    result = image.new_zeros(image.shape[0] - rows, image.shape[1] - columns)
    for i in range(image.shape[0] - rows):
        for j in range(image.shape[1] - columns):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result
