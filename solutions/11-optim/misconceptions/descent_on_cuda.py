"""Your function takes w to a GPU. A machine may have none, and f works where w is. Stay there."""

FAILS = (
    "check_descent_of_the_notebook",
    "check_descent",
    "check_descent_of_few_steps",
    "check_descent_leaves_w_alone",
    "check_descent_from_a_view",
    "check_descent_on_meta",
)


def gradient_descent(f, w, lr, steps):
    w = w.cuda()
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w = w - lr * gradient
    return w
