"""You call for a GPU in the middle of your function. Where does the caller keep the table? That
is where the work should be done.
"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    x = x.cuda()
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
