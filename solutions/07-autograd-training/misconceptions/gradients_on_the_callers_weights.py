"""The gradients are right, but the caller's weights are not as they were: they are tracked now,
and their .grad has been added to. Which tensors may you switch tracking on for?
"""

FAILS = ("check_gradients_leave_no_trace",)


def gradients(x, y, w1, w2):
    w1.requires_grad_()
    w2.requires_grad_()
    loss_of(x, y, w1, w2).backward()
    return w1.grad.clone(), w2.grad.clone()
