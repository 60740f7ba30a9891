"""With two bounds all is well. With None for one of them your function stops, because None cannot
be compared with numbers. Treat the two sides one by one.
"""

FAILS = ("check_clip_without_a_bound", "check_clip_at_zero")


def clip(x, low, high):
    return torch.maximum(torch.minimum(x, torch.tensor(high)), torch.tensor(low))
