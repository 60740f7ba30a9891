"""You take every pixel out as a Python number and put the sums into a tensor of your own. A GPU has
to stop for each of them, and the result is back on the CPU. Multiply a whole window at once.
"""

FAILS = ("check_slide_on_meta",)


def cross_correlate(image, kernel):
    rows, columns = kernel.shape
    height, width = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    sums = [
        [
            sum(
                image[i + a, j + b].item() * kernel[a, b].item()
                for a in range(rows)
                for b in range(columns)
            )
            for j in range(width)
        ]
        for i in range(height)
    ]
    return torch.tensor(sums, dtype=image.dtype)
