"""The place is right, but the tensor that you return still requires a gradient. The walk is over:
how do you hand out the numbers alone?
"""

FAILS = ("check_descent_leaves_w_alone",)


def gradient_descent(f, w, lr, steps):
    w = w.detach().clone().requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(f(w), w)
        w = (w - lr * gradient).detach().requires_grad_()
    return w
