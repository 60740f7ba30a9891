"""Your minimum is right, but newton leaves the caller's w tracked: w.requires_grad_() changes the
tensor itself. How do you get a leaf of your own?
"""

FAILS = ("check_newton_leaves_w_alone",)


def newton(f, w, steps):
    w.requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(f(w), w)
        hessian = torch.autograd.functional.hessian(f, w)
        w = (w - torch.linalg.solve(hessian, gradient)).detach().requires_grad_()
    return w.detach()
