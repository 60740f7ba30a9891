"""Your result is right, but the caller's table has changed as well. An operator such as -= writes
into the tensor that you were given.
"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    x -= x.mean(dim=0)
    spread = x.std(dim=0)
    return x / torch.where(spread == 0, torch.ones_like(spread), spread)
