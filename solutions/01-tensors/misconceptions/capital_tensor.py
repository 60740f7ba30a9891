"""A list of whole numbers becomes float32 in your hands. You ask for that somewhere, perhaps
without noticing: torch.Tensor, with a capital T, always does. Which function looks at the numbers
first?
"""

FAILS = ("check_from_list",)


def from_list(values):
    return torch.Tensor(values)
