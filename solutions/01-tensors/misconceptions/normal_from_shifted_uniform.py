"""Your numbers have the mean 0, but no bell: all are equally likely and none is beyond a fixed
limit. Which function draws from the bell itself?
"""

FAILS = ("check_normal_distribution", "check_normal_small_tables")


def normal(rows, cols, generator):
    return 2 * torch.rand(rows, cols, generator=generator) - 1
