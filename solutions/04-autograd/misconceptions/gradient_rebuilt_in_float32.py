"""Your gradient is right, but a float64 tensor loses its precision on the way. A tensor rebuilt
from Python numbers, or with .float(), is float32. How can you copy x so that its dtype stays?
"""

FAILS = ("check_gradient_in_float64",)


def gradient_example(x):
    leaf = x.detach().float().requires_grad_()
    (3 * (leaf + 2) ** 2).mean().backward()
    return leaf.grad
