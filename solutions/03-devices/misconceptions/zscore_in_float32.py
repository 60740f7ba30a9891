"""Your result is float32, whatever the table was. Half of the digits of a float64 table are gone.
Where do you choose a dtype yourself?
"""

FAILS = ("check_zscore", "check_zscore_of_two_rows", "check_zscore_of_equal_entries")


def zscore(x):
    x = x.float()
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
