"""Your whole numbers are right where the number was positive. For a negative one, dropping what
follows the point is not the same as going down to the next whole number. What becomes of -1.75?
"""

FAILS = ("check_typed",)


def typed(values):
    exact = torch.tensor(values, dtype=torch.float64)
    return {
        "float32": exact.float(),
        "float64": exact,
        "int16": exact.floor().short(),
        "int32": exact.floor().int(),
        "int64": exact.floor().long(),
    }
