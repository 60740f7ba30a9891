"""Numbers with a point come out as float64. That is the dtype that NumPy picks for them. What does
PyTorch make of a list by itself?
"""

FAILS = ("check_from_list_of_the_notes", "check_from_list")


def from_list(values):
    return torch.from_numpy(np.array(values))
