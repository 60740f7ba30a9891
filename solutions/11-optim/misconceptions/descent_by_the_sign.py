"""You use the sign of the gradient only. In this task its size counts as well."""

FAILS = (
    "check_descent_of_the_notebook",
    "check_descent",
    "check_descent_of_few_steps",
    "check_descent_leaves_w_alone",
    "check_descent_from_a_view",
)


def gradient_descent(f, w, lr, steps):
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w = w - lr * gradient.sign()
    return w
