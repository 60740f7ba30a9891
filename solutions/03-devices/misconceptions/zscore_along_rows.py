"""You work along the rows. The task is about columns: which dimension has to disappear when you
take the mean of each?
"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    centred = x - x.mean(dim=1, keepdim=True)
    spread = x.std(dim=1, keepdim=True)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
