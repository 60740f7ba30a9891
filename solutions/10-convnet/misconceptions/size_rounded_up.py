"""Where pixels are left over, your result is one too large. Does a kernel that only half fits
count?
"""

FAILS = ("check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return -(-(size + 2 * padding - kernel) // stride) + 1
