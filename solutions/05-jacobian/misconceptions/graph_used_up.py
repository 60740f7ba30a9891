"""Your first pass takes the graph apart, and the second finds nothing to walk on. PyTorch's
message names the argument that keeps the graph. Calling f again for each row helps as well.
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
        leaf.grad = None
        y[i].backward()
        rows.append(leaf.grad)
    return torch.stack(rows)
