"""Your table takes the road through NumPy, which works on the CPU and nowhere else, and doesn't
know every dtype of PyTorch. Which function of PyTorch puts two tables side by side?
"""

FAILS = ("check_bias", "check_bias_keeps_dtype", "check_bias_on_meta")


def with_bias(x):
    import numpy as np

    table = x.numpy()
    return torch.from_numpy(np.hstack([table, np.ones((len(table), 1), dtype=table.dtype)]))
