"""Your leaf is always float32: a tensor rebuilt from Python numbers, or with .float(), forgets the
dtype of x. How can you copy x so that its dtype stays?
"""

FAILS = (
    "check_vjp_of_linear_functions",
    "check_vjp",
    "check_vjp_of_one_number",
    "check_jacobian_of_linear_functions",
    "check_jacobian",
    "check_jacobian_of_one_number",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def vjp(f, x, v):
    leaf = torch.tensor(x.tolist(), requires_grad=True)
    f(leaf).backward(v)
    return leaf.grad
