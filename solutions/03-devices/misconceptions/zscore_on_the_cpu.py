"""Your function fetches the numbers to the CPU. It runs there, and nowhere else: on a GPU the
result would be in the wrong place, and on meta there is nothing to fetch.
"""

FAILS = ("check_zscore_on_meta",)


def zscore(x):
    x = x.cpu()
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
