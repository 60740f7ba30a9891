"""Your numbers are right, but afterwards the caller's w is tracked: switching requires_grad on
changes the tensor itself. How do you get a leaf of your own?
"""

FAILS = ("check_newton_leaves_w_alone",)


def newton(f, w, steps):
    w.requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(f(w), w)
        hessian = torch.autograd.functional.hessian(f, w)
        w = (w - torch.linalg.solve(hessian, gradient)).detach().requires_grad_()
    return w.detach()
