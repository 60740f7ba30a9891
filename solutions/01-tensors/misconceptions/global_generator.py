"""Your numbers look random enough, but you did not draw them from the generator that you were
given. The same state then gives other numbers. Where does your function mention the generator?
"""

FAILS = ("check_uniform_same_state", "check_normal_same_state")


def uniform(rows, cols, generator):
    return torch.rand(rows, cols)


def normal(rows, cols, generator):
    return torch.randn(rows, cols)
