"""You use one mean and one standard deviation for the whole table. Each column has its own."""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    centred = x - x.mean()
    spread = x.std()
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
