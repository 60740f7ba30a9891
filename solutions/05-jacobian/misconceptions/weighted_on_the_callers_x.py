"""Your gradient is right the first time, but you worked on the caller's own tensor: it is tracked
now, and gradients pile up in its .grad. Which tensor could you track instead?
"""

FAILS = ("check_weighted_leaves_x_alone",)


def weighted_backward(x, v):
    x.requires_grad_()
    double_until(x).backward(v)
    return x.grad
