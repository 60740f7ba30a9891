"""You add up differences as they are, so that a prediction too high makes up for one too low.
What has to happen to each difference first?
"""

FAILS = (
    "check_loss_by_hand",
    "check_loss",
    "check_loss_is_in_the_graph",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).sum()
