"""You return a float. There is no such thing as half a place: which kind of division leaves a whole
number?
"""

FAILS = ("check_sizes_of_lenet", "check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return (size + 2 * padding - kernel) / stride + 1
