"""Values and dtype are right, but your tensor is a copy: a write to one side does not show on the
other. Which function takes over the memory of the array itself?
"""

FAILS = ("check_from_array_of_the_notes", "check_from_array", "check_from_array_of_views")


def from_array(array):
    return torch.tensor(array)
