"""Your tensor uses the memory of the array: whoever writes to the one changes the other. Here each
side was to have numbers of its own.
"""

FAILS = ("check_copy_array", "check_copy_array_of_views")


def copy_array(array):
    return torch.from_numpy(array)
