"""You take one step more than you are told. In a bowl nobody notices, since you have arrived. How
often does your loop run?
"""

FAILS = ("check_newton_steps", "check_newton_without_a_step", "check_newton_leaves_w_alone")


def newton(f, w, steps):
    for _ in range(steps + 1):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        hessian = torch.autograd.functional.hessian(f, w)
        w = w - torch.linalg.solve(hessian, gradient)
    return w
