"""Your function takes no notice of the stride. If the kernel moves two pixels each time, does it
visit as many places?
"""

FAILS = ("check_sizes_of_lenet", "check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return size + 2 * padding - kernel + 1
