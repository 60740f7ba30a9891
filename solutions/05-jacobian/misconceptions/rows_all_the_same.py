"""All rows of your table are the same: each holds the numbers of the last pass. If you store .grad
itself, you store one tensor many times, and the next pass changes it. How do you take a photograph
of it?
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
    table = []
    for i in range(len(y)):
        if leaf.grad is not None:
            leaf.grad.zero_()
        y[i].backward(retain_graph=True)
        table.append(leaf.grad)
    return torch.stack(table)
