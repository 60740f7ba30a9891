"""The table for your Hessian is born on the CPU, because you did not say where. Its rows come from
the device of w, and that is where the step is taken.
"""

FAILS = ("check_newton_on_meta",)


def newton(f, w, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
        hessian = torch.zeros(len(w), len(w), dtype=w.dtype)
        for i in range(len(w)):
            hessian[i] = torch.autograd.grad(gradient[i], leaf, retain_graph=True)[0]
        w = w - torch.linalg.solve(hessian, gradient.detach())
    return w
