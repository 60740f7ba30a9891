"""Your numbers are negative half of the time, and some lie beyond 1: that is the bell, not the even
spread. The names of the two functions differ by one letter.
"""

FAILS = ("check_uniform_distribution", "check_uniform_small_tables")


def uniform(rows, cols, generator):
    return torch.randn(rows, cols, generator=generator)
