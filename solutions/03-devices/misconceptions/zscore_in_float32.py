"""Your result is float32, whatever the table was. Half of the digits of a float64 table are gone.
Where do you choose a dtype, or make a tensor without saying which?
"""

FAILS = (
    "check_zscore_to_the_last_digits",
    "check_zscore_keeps_dtype",
)


def zscore(x):
    x = x.float()
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
