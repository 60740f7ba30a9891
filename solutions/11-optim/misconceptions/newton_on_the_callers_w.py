"""Newton ends where it should, but the caller's own w has moved along. Start from a copy."""

FAILS = ("check_newton_leaves_w_alone",)


def newton(f, w, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w -= torch.linalg.solve(torch.autograd.functional.hessian(f, w), gradient)
    return w
