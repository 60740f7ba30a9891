"""A list of whole numbers becomes float32 in your hands. torch.Tensor, with a capital T, does that
to everything. Which function looks at the numbers first?
"""

FAILS = ("check_from_list",)


def from_list(values):
    return torch.Tensor(values)
