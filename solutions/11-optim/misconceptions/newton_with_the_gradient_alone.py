"""Your step is the gradient: that is gradient descent with lr 1. What does the Hessian do to the
gradient before you subtract it?
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
        w = w - gradient
    return w
