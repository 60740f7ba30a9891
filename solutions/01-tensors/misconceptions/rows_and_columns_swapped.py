"""Your table lies on its side: it has as many rows as it should have columns. Which of the two
comes first in a shape?
"""

FAILS = (
    "check_uninitialized",
    "check_long_zeros",
    "check_long_ones",
    "check_long_eye_of_the_notes",
    "check_long_eye",
    "check_uniform_form",
    "check_normal_form",
)


def uninitialized(rows, cols):
    return torch.empty(cols, rows)


def long_zeros(rows, cols):
    return torch.zeros(cols, rows, dtype=torch.long)


def long_ones(rows, cols):
    return torch.ones(cols, rows, dtype=torch.long)


def long_eye(rows, cols):
    return torch.eye(cols, rows, dtype=torch.long)


def uniform(rows, cols, generator):
    return torch.rand(cols, rows, generator=generator)


def normal(rows, cols, generator):
    return torch.randn(cols, rows, generator=generator)
