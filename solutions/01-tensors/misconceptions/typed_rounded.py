"""Your whole numbers are rounded to the nearest. PyTorch does something simpler when a number with
a point becomes a whole one, and the docstring says what. What should become of 1.75?
"""

FAILS = ("check_typed_of_the_notes", "check_typed")


def typed(values):
    exact = torch.tensor(values, dtype=torch.float64)
    return {
        "float32": exact.float(),
        "float64": exact,
        "int16": exact.round().short(),
        "int32": exact.round().int(),
        "int64": exact.round().long(),
    }
