"""You return the gradient of w2 first. In which order does the docstring promise them?"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
)


def gradients(x, y, w1, w2):
    own_w1, own_w2 = w1.detach().requires_grad_(), w2.detach().requires_grad_()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w2.grad, own_w1.grad
