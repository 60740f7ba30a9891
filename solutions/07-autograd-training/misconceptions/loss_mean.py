"""Your loss is the mean of the squared differences. This notebook adds them up. Both are fine
losses, but they have different gradients.
"""

FAILS = (
    "check_loss",
    "check_loss_is_in_the_graph",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).mean()
