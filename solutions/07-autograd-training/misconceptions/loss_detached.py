"""Your loss has no past, so no backward pass can start there. Which word of yours cuts it off, or
which block around it?
"""

FAILS = (
    "check_loss_is_in_the_graph",
    "check_loss_on_meta",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum().detach()
