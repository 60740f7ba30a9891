"""The numbers look right, but they are float32. That is what you get when you do not ask: how do
you ask for int64?
"""

FAILS = (
    "check_long_zeros",
    "check_long_ones",
    "check_long_eye_of_the_notes",
    "check_long_eye",
)


def long_zeros(rows, cols):
    return torch.zeros(rows, cols)


def long_ones(rows, cols):
    return torch.ones(rows, cols)


def long_eye(rows, cols):
    return torch.eye(rows, cols)
