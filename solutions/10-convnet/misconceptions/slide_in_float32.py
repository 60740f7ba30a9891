"""Your numbers are right, but a float64 image gives a float32 result. Do you convert it, or make a
tensor without saying which dtype it has?
"""

FAILS = ("check_slide", "check_slide_with_no_room", "check_slide_over_views")


def cross_correlate(image, kernel):
    rows, columns = kernel.shape
    result = torch.zeros(image.shape[0] - rows + 1, image.shape[1] - columns + 1)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result
