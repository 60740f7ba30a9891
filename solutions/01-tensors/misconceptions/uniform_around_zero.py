"""Your numbers are spread evenly, but over another interval: half of them are negative. Where does
the interval of the task begin, and where does it end?
"""

FAILS = ("check_uniform_distribution", "check_uniform_small_tables")


def uniform(rows, cols, generator):
    return 2 * torch.rand(rows, cols, generator=generator) - 1
