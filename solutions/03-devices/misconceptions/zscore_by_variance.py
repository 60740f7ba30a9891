"""You divide by the variance. What is still to be done to it to get the standard deviation?"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    centred = x - x.mean(dim=0)
    spread = x.var(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
