"""All rows of your table are the same: each is the sum of all the rows. A row needs the slopes of
one output only, and numbers of its own. If you store .grad itself, you store one tensor many times,
and every pass adds to it.
"""

FAILS = (
    "check_jacobian_by_hand",
    "check_jacobian_of_linear_functions",
    "check_jacobian",
    "check_jacobian_of_one_number",
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def jacobian(f, x):
    leaf = x.detach().clone().requires_grad_()
    y = f(leaf)
    rows = []
    for i in range(len(y)):
        y[i].backward(retain_graph=True)
        rows.append(leaf.grad)
    return torch.stack(rows)
