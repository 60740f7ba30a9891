"""Your table is always 5 by 3, the size of the example. Others want other sizes: which two
arguments of the function say so?
"""

FAILS = (
    "check_uninitialized",
    "check_long_zeros",
    "check_long_ones",
    "check_long_eye",
    "check_uniform_form",
    "check_uniform_distribution",
    "check_uniform_small_tables",
    "check_uniform_same_state",
    "check_uniform_other_states",
    "check_normal_form",
    "check_normal_distribution",
    "check_normal_small_tables",
    "check_normal_same_state",
    "check_normal_other_states",
)


def uninitialized(rows, cols):
    return torch.empty(5, 3)


def long_zeros(rows, cols):
    return torch.zeros(5, 3, dtype=torch.long)


def long_ones(rows, cols):
    return torch.ones(5, 3, dtype=torch.long)


def long_eye(rows, cols):
    return torch.eye(5, 3, dtype=torch.long)


def uniform(rows, cols, generator):
    return torch.rand(5, 3, generator=generator)


def normal(rows, cols, generator):
    return torch.randn(5, 3, generator=generator)
