"""All your steps go in the direction of the first gradient. The slope is another at every place:
where do you ask for it?
"""

FAILS = (
    "check_descent_of_the_notebook",
    "check_descent",
    "check_descent_leaves_w_alone",
    "check_descent_from_a_view",
)


def gradient_descent(f, w, lr, steps):
    leaf = w.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf), leaf)
    return w - lr * steps * gradient
