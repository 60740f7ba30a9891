"""Where x is tracked already, your first row also holds what the caller's .grad held before, and
then that is forgotten. Which kind of copy has no past and a .grad of its own?
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
        y[i].backward(retain_graph=True)
        rows.append(leaf.grad)
        leaf.grad = None
    return torch.stack(rows)
