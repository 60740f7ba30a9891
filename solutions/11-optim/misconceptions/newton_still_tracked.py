"""The place is right, but the tensor that you return still requires a gradient. How do you hand out
the numbers alone?
"""

FAILS = ("check_newton_leaves_w_alone",)


def newton(f, w, steps):
    w = w.detach().clone().requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(f(w), w)
        hessian = torch.autograd.functional.hessian(f, w)
        w = (w - torch.linalg.solve(hessian, gradient)).detach().requires_grad_()
    return w
