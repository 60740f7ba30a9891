"""You divide 1 by every entry of H. That is not the inverse of a matrix: H times it is not 1. Which
function solves H s = g?
"""

FAILS = (
    "check_newton_of_the_notebook",
    "check_newton_in_a_bowl",
    "check_newton_steps",
    "check_newton_leaves_w_alone",
)


def newton(f, w, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        hessian = torch.autograd.functional.hessian(f, w)
        w = w - (1 / hessian) @ gradient
    return w
