"""Your table is right, but you switched tracking on for the caller's own tensor, and it stays on.
Which tensor could you track instead?
"""

FAILS = (
    "check_jacobian_leaves_x_alone",
    "check_jvp_leaves_x_alone",
)


def jacobian(f, x):
    x.requires_grad_()
    y = f(x)
    rows = [torch.autograd.grad(y[i], x, retain_graph=True)[0] for i in range(len(y))]
    return torch.stack(rows)
