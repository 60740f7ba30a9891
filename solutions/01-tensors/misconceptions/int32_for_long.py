"""The numbers are whole, but of the smaller kind: int32. In PyTorch "int" and "long" are two
different dtypes. Which one holds 64 bits?
"""

FAILS = (
    "check_long_zeros",
    "check_long_ones",
    "check_long_eye_of_the_notes",
    "check_long_eye",
)


def long_zeros(rows, cols):
    return torch.zeros(rows, cols, dtype=torch.int)


def long_ones(rows, cols):
    return torch.ones(rows, cols, dtype=torch.int)


def long_eye(rows, cols):
    return torch.eye(rows, cols, dtype=torch.int)
