"""Your loss is tracked, but its way back ends at copies that you made inside. The weights that
were given never hear of it.
"""

FAILS = (
    "check_loss",
    "check_loss_is_in_the_graph",
)


def loss_of(x, y, w1, w2):
    w1 = w1.detach().clone().requires_grad_()
    w2 = w2.detach().clone().requires_grad_()
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
