"""Your first row is right, and every other row holds the rows above it too. Gradients add up in
.grad: what has to happen before each pass?
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
        y[i].backward(retain_graph=True)
        table.append(leaf.grad.clone())
    return torch.stack(table)
