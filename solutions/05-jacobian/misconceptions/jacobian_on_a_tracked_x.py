"""For a plain x all is well. Where x is tracked already you work on the caller's own tensor, and
the gradient that it held is gone. Which kind of copy has no past and a .grad of its own?
"""

FAILS = (
    "check_jacobian_leaves_x_alone",
    "check_jvp_leaves_x_alone",
)


def jacobian(f, x):
    leaf = x if x.requires_grad else x.clone().requires_grad_()
    y = f(leaf)
    rows = []
    for i in range(len(y)):
        leaf.grad = None
        y[i].backward(retain_graph=True)
        rows.append(leaf.grad)
    return torch.stack(rows)
