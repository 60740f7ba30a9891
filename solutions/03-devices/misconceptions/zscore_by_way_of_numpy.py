"""NumPy works on the CPU and nowhere else, and it doesn't know every dtype of PyTorch. Everything
you need is a method of x, too, and works wherever x is.
"""

FAILS = ("check_zscore_keeps_dtype", "check_zscore_on_meta")


def zscore(x):
    table = x.numpy()
    spread = table.std(axis=0, ddof=1)
    spread[spread == 0] = 1
    return torch.from_numpy((table - table.mean(axis=0)) / spread)
