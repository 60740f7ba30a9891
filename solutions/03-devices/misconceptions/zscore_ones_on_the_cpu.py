"""One of your new tensors is born on the CPU, because you did not say where. On the CPU nobody
notices. Which one is it?
"""

FAILS = ("check_zscore_on_meta",)


def zscore(x):
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones(x.shape[1], dtype=x.dtype), spread)
