"""You take the step in NumPy, which works on the CPU and nowhere else. Tensors can be subtracted,
too, wherever they are.
"""

FAILS = ("check_descent_on_meta",)


def gradient_descent(f, w, lr, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w = torch.as_tensor(w.detach().numpy() - lr * gradient.numpy(), dtype=w.dtype)
    return w
