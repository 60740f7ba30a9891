"""Your function makes a tensor on the CPU, whatever the device of w is. How can a new tensor take
after w?
"""

FAILS = ("check_descent_on_meta",)


def gradient_descent(f, w, lr, steps):
    place = torch.zeros(w.shape, dtype=w.dtype) + w
    for _ in range(steps):
        leaf = place.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        place = place - lr * gradient
    return place
