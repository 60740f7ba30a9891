"""Your two results are compared where they happen to lie. One of them may be on a GPU, and
tensors on different devices do not mix. Where should they meet?
"""

FAILS = ("check_difference_comes_home",)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (here - there).abs().max().item()
