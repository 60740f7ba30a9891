"""The place where you end is right, but you have worked on the caller's own w: it has moved, and it
is tracked now. Start from a copy.
"""

FAILS = ("check_descent_leaves_w_alone",)


def gradient_descent(f, w, lr, steps):
    w.requires_grad_()
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()
