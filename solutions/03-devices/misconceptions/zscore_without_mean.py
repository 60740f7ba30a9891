"""Your columns have the right width, but they are not centred on 0. Which of the two steps is
missing?
"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    centred = x
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
