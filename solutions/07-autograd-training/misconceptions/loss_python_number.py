"""Your loss is a Python number. That is fine for a report, but a number has no past: a backward
pass starts from a tensor. Return the tensor that you computed.
"""

FAILS = (
    "check_loss_by_hand",
    "check_loss",
    "check_loss_is_in_the_graph",
    "check_loss_on_meta",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum().item()
