"""You made a copy, and of another dtype: everything becomes float32. Which function takes over the
memory of the array as it is, and with it the dtype?
"""

FAILS = ("check_from_array_of_the_notes", "check_from_array", "check_from_array_of_views")


def from_array(array):
    return torch.tensor(array, dtype=torch.float32)
