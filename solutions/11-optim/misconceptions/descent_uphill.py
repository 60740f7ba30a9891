"""You walk uphill. Where does the gradient point, and where do you want to go?"""

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
        w = w + lr * gradient
    return w
