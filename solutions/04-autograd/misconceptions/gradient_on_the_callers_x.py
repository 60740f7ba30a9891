"""Your gradient is right the first time, but you worked on the caller's own tensor: it is tracked
now, and gradients pile up in its .grad. Which tensor could you track instead?
"""

FAILS = ("check_gradient_leaves_x_alone",)


def gradient_example(x):
    x.requires_grad_()
    (3 * (x + 2) ** 2).mean().backward()
    return x.grad
