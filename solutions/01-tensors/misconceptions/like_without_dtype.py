"""Your result has the shape of x and nothing else of it: its dtype is always float32. A result
"like x" takes three things from x. Is there a function that takes all three?
"""

FAILS = ("check_random_like_form",)


def random_like(x):
    return torch.randn(x.shape)
