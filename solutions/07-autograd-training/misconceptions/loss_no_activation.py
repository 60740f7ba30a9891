"""Your network is one straight line from x to the prediction. Something stands between the two
layers.
"""

FAILS = (
    "check_loss_by_hand",
    "check_loss",
    "check_loss_is_in_the_graph",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1) @ w2 - y).pow(2).sum()
