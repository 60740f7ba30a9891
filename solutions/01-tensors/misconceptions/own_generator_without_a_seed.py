"""Your function draws from a new torch.Generator() of its own, and a new one always starts at the
same place: the same numbers come, whatever you were given. Which generator were you handed?
"""

FAILS = (
    "check_uniform_small_tables",
    "check_uniform_other_states",
    "check_normal_small_tables",
    "check_normal_other_states",
)


def uniform(rows, cols, generator):
    return torch.rand(rows, cols, generator=torch.Generator())


def normal(rows, cols, generator):
    return torch.randn(rows, cols, generator=torch.Generator())
