"""One step is right; the next ones use the curvature of the place where you started. It changes on
the way. When do you ask for it?
"""

FAILS = ("check_newton_steps", "check_newton_leaves_w_alone")


def newton(f, w, steps):
    hessian = torch.autograd.functional.hessian(f, w)
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w = w - torch.linalg.solve(hessian, gradient)
    return w
