"""Your float64 numbers have lost their last digits: they were float32 for a moment. Digits that are
gone do not come back. At which point do you choose the dtype?
"""

FAILS = ("check_typed_digits",)


def typed(values):
    made = torch.tensor(values)
    return {
        "float32": made.to(torch.float32),
        "float64": made.to(torch.float64),
        "int16": made.to(torch.int16),
        "int32": made.to(torch.int32),
        "int64": made.to(torch.int64),
    }
