"""Your function needs weights that are tracked already. They need not be: what can you do with
plain ones, without changing them?
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_leave_no_trace",
    "check_gradients_on_meta",
)


def gradients(x, y, w1, w2):
    return torch.autograd.grad(loss_of(x, y, w1, w2), (w1, w2))
