"""You count the padding once. On how many sides of the image does it go?"""

FAILS = ("check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return (size + padding - kernel) // stride + 1
