"""You look for the gradients where backward leaves none. It leaves them in leaves: a clone of a
tracked tensor is the result of an operation, and before a backward pass there is nothing at all.
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
)


def gradients(x, y, w1, w2):
    own_w1 = w1.detach().requires_grad_().clone()
    own_w2 = w2.detach().requires_grad_().clone()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w1.grad, own_w2.grad
