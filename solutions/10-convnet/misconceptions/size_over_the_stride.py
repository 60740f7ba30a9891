"""You divide by the stride last, after adding the first place. The first place is there whatever
the stride is. What is it that the stride divides?
"""

FAILS = ("check_sizes_of_lenet", "check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return (size + 2 * padding - kernel + 1) // stride
