"""Your function asks Python to decide something about values. On meta there are no values, and a
GPU would have to stop for the answer. How can the decision be made entry by entry, on the device?
"""

FAILS = ("check_zscore_on_meta",)


def zscore(x):
    spread = x.std(dim=0)
    if (spread == 0).any():
        spread = spread + (spread == 0)
    return (x - x.mean(dim=0)) / spread
