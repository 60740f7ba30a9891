"""Your numbers are right, but afterwards the caller's w is tracked: switching requires_grad on
changes the tensor itself. How do you get a leaf of your own?
"""

FAILS = ("check_descent_leaves_w_alone",)


def gradient_descent(f, w, lr, steps):
    place = w.requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(f(place), place)
        place = (place - lr * gradient).detach().requires_grad_()
    return place.detach()
