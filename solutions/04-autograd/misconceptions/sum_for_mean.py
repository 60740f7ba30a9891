"""Your gradient is too large by a factor that grows with the size of x. Look at the last step,
from z to out: does it add the numbers up, or average them?
"""

FAILS = ("check_gradient_of_the_notes", "check_gradient_of_any_shape")


def gradient_example(x):
    leaf = x.detach().clone().requires_grad_()
    (3 * (leaf + 2) ** 2).sum().backward()
    return leaf.grad
