"""Your function makes a generator of its own and seeds it with 42, each time anew: the same numbers
come, whatever you were given. Here somebody else decides what comes, and hands you the generator.
"""

FAILS = (
    "check_uniform_small_tables",
    "check_uniform_other_states",
    "check_normal_small_tables",
    "check_normal_other_states",
)


def uniform(rows, cols, generator):
    return torch.rand(rows, cols, generator=torch.Generator().manual_seed(42))


def normal(rows, cols, generator):
    return torch.randn(rows, cols, generator=torch.Generator().manual_seed(42))
