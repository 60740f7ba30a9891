"""Where x is tracked already, your copy of it is no leaf: clone() is recorded like everything else,
so the gradients go to the caller's x, and .grad of the copy is None. What cuts a copy off from its
past?
"""

FAILS = (
    "check_jacobian_leaves_x_alone",
    "check_jvp_leaves_x_alone",
)


def jacobian(f, x):
    leaf = x.clone().requires_grad_()
    y = f(leaf)
    rows = []
    for i in range(len(y)):
        leaf.grad = None
        y[i].backward(retain_graph=True)
        rows.append(leaf.grad)
    return torch.stack(rows)
