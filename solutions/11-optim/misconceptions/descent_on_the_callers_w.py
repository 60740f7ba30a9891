"""The place where you end is right, but the caller's own w has moved along. Start from a copy."""

FAILS = ("check_descent_leaves_w_alone",)


def gradient_descent(f, w, lr, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w -= lr * gradient
    return w
