"""Your function needs weights that are tracked already. They need not be: what can you do with
plain ones, without changing them?
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
)


def gradients(x, y, w1, w2):
    return torch.autograd.grad(loss_of(x, y, w1, w2), (w1, w2))
