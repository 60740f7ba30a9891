"""Your first step is right; then each step goes too far. backward() adds to what is in .grad
already. When do you clear it?
"""

FAILS = (
    "check_descent_of_the_notebook",
    "check_descent",
    "check_descent_leaves_w_alone",
    "check_descent_from_a_view",
)


def gradient_descent(f, w, lr, steps):
    w = w.detach().clone().requires_grad_()
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()
