"""You ask autograd directly, and .grad stays as it was. But to be able to ask, you switch
tracking on for weights that belong to somebody else.
"""

FAILS = ("check_gradients_leave_no_trace",)


def gradients(x, y, w1, w2):
    w1.requires_grad_()
    w2.requires_grad_()
    return torch.autograd.grad(loss_of(x, y, w1, w2), (w1, w2))
