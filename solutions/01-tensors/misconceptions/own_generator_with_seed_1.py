"""Your function seeds a generator of its own with 1 each time: the same numbers come, whatever you
were given. Seeding is the caller's business here; what did the caller hand you?
"""

FAILS = (
    "check_uniform_small_tables",
    "check_uniform_other_states",
    "check_normal_small_tables",
    "check_normal_other_states",
)


def uniform(rows, cols, generator):
    return torch.rand(rows, cols, generator=torch.Generator().manual_seed(1))


def normal(rows, cols, generator):
    return torch.randn(rows, cols, generator=torch.Generator().manual_seed(1))
