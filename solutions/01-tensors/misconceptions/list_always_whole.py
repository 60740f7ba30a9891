"""Digits after the point are gone: your tensor is int64, whatever the list holds. Do you need to
choose the dtype at all?
"""

FAILS = ("check_from_list_of_the_notes", "check_from_list")


def from_list(values):
    return torch.tensor(values, dtype=torch.long)
