"""You take half of each step. Newton's method needs no learning rate: the curvature says how far to
go.
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
        w = w - 0.5 * torch.linalg.solve(hessian, gradient)
    return w
