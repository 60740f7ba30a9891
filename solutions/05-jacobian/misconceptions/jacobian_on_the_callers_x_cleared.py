"""For a plain x your table is right, but you worked on the caller's own tensor: it is tracked now,
and its .grad, which was None, is full of zeros. Which tensor could you track instead?
"""

FAILS = (
    "check_jacobian_leaves_x_alone",
    "check_jvp_leaves_x_alone",
)


def jacobian(f, x):
    x.requires_grad_()
    y = f(x)
    rows = []
    for i in range(len(y)):
        y[i].backward(retain_graph=True)
        rows.append(x.grad.clone())
        x.grad.zero_()
    return torch.stack(rows)
