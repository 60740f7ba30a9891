"""Your function is right for a plain x. For an x that is tracked already, a clone hangs on the
graph of the caller: your gradient runs past you and ends up in x.grad. How do you start afresh?
"""

FAILS = ("check_gradient_is_plain", "check_gradient_leaves_x_alone")


def gradient_example(x):
    own = x.clone().requires_grad_()
    (3 * (own + 2) ** 2).mean().backward()
    return own.grad if own.is_leaf else None
