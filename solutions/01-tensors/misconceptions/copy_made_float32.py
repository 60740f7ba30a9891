"""It is a copy, but not of the same dtype: everything becomes float32. You ask for that somewhere,
perhaps without noticing: torch.Tensor, with a capital T, always does.
"""

FAILS = ("check_copy_array", "check_copy_array_of_views")


def copy_array(array):
    return torch.from_numpy(array).clone().float()
