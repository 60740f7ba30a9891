"""Your sizes are one too small. Even where nothing is left to move, the kernel lies somewhere: how
many places is that?
"""

FAILS = ("check_sizes_of_lenet", "check_sizes", "check_size_defaults")


def output_size(size, kernel, stride=1, padding=0):
    return (size + 2 * padding - kernel) // stride
