"""Your result is right, but the caller's table has changed as well: its columns are centred now. An
operator such as -= writes into the tensor that you were given.
"""

FAILS = ("check_zscore_leaves_x_alone",)


def zscore(x):
    x -= x.mean(dim=0)
    spread = x.std(dim=0)
    return x / torch.where(spread == 0, torch.ones_like(spread), spread)
