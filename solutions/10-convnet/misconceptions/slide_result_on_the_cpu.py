"""Your result is on the CPU, wherever the image is. Is the table for it born there, because you did
not say where? Or do you fetch the image?
"""

FAILS = ("check_slide_on_meta",)


def cross_correlate(image, kernel):
    rows, columns = kernel.shape
    height, width = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    result = torch.zeros(height, width, dtype=image.dtype)
    for i in range(height):
        for j in range(width):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result
