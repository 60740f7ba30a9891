"""NumPy solves your system of equations, on the CPU and nowhere else. `torch.linalg.solve` does it
where the Hessian is.
"""

FAILS = ("check_newton_on_meta",)


def newton(f, w, steps):
    import numpy as np

    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        hessian = torch.autograd.functional.hessian(f, w)
        w = w - torch.from_numpy(np.linalg.solve(hessian.numpy(), gradient.numpy()))
    return w
