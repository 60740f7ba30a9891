"""You use the gradient times itself in place of second derivatives. That matrix has no inverse once
there are two numbers or more. What is H the derivative of?
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
        hessian = torch.outer(gradient, gradient)
        w = w - torch.linalg.pinv(hessian) @ gradient
    return w
