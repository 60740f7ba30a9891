"""You take a single step, whatever steps says. That is enough in a bowl, and nowhere else."""

FAILS = ("check_newton_steps", "check_newton_leaves_w_alone")


def newton(f, w, steps):
    for _ in range(min(steps, 1)):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        hessian = torch.autograd.functional.hessian(f, w)
        w = w - torch.linalg.solve(hessian, gradient)
    return w
