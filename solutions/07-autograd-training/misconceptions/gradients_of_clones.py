"""You look for the gradient in tensors that are no leaves. A clone of a tracked tensor is the
result of an operation; backward leaves nothing there.
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_leave_no_trace",
    "check_gradients_on_meta",
)


def gradients(x, y, w1, w2):
    own_w1 = w1.detach().requires_grad_().clone()
    own_w2 = w2.detach().requires_grad_().clone()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w1.grad, own_w2.grad
