"""Numbers with a point come out as float64: that is NumPy's choice, and you went through NumPy.
What does PyTorch make of a list by itself?
"""

FAILS = ("check_from_list_of_the_notes", "check_from_list")


def from_list(values):
    return torch.from_numpy(np.array(values))
