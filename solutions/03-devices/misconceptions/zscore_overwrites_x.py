"""Your result is right, but the caller's table has become the result: you worked in its memory,
with operators such as -= and /= or by writing to x[...]. Which step could make a new table first?
"""

FAILS = ("check_zscore_leaves_x_alone",)


def zscore(x):
    x -= x.mean(dim=0)
    spread = x.std(dim=0)
    x /= torch.where(spread == 0, torch.ones_like(spread), spread)
    return x
