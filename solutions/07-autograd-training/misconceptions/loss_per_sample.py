"""Your loss is one number for each sample. A backward pass starts from a single number."""

FAILS = (
    "check_loss_by_hand",
    "check_loss",
    "check_loss_is_in_the_graph",
    "check_loss_on_meta",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum(dim=1)
