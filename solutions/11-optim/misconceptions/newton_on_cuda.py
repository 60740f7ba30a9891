"""Your Hessian goes to a GPU to be solved. A machine may have none, and the gradient is still
where w is. Solve it there.
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
        w = w - torch.linalg.solve(hessian.cuda(), gradient)
    return w
