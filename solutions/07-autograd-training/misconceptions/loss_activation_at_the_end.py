"""Your predictions are never negative. ReLU stands between the two layers; what comes after the
last one is left as it is.
"""

FAILS = (
    "check_loss",
    "check_loss_is_in_the_graph",
)


def loss_of(x, y, w1, w2):
    return (((x @ w1).clamp(min=0) @ w2).clamp(min=0) - y).pow(2).sum()
