"""Your numbers all lie between 0 and 1. Numbers from the bell are negative half of the time, and
some are beyond 1. The names of the two functions differ by one letter.
"""

FAILS = ("check_normal_distribution", "check_normal_small_tables")


def normal(rows, cols, generator):
    return torch.rand(rows, cols, generator=generator)
