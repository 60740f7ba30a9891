"""Your function gives the same numbers each time, whatever the generator. With a seed of your own
you decide what comes. Here somebody else decides, and hands you the generator.
"""

FAILS = (
    "check_uniform_small_tables",
    "check_uniform_other_states",
    "check_normal_small_tables",
    "check_normal_other_states",
)


def uniform(rows, cols, generator):
    return torch.rand(rows, cols, generator=torch.Generator().manual_seed(0))


def normal(rows, cols, generator):
    return torch.randn(rows, cols, generator=torch.Generator().manual_seed(0))
