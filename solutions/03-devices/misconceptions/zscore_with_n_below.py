"""Your standard deviation is a little too small: it divides by the number of rows. There are two
kinds, and the docstring says which one is wanted.
"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0, correction=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
