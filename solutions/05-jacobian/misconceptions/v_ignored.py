"""Your product is the same for every v: all outputs have the weight 1 in your code, as if you had
added them up. Each should have its own weight.
"""

FAILS = (
    "check_vjp_by_hand",
    "check_vjp_of_linear_functions",
    "check_vjp",
    "check_vjp_of_one_number",
    "check_jacobian_by_hand",
    "check_jacobian_of_linear_functions",
    "check_jacobian",
    "check_jacobian_of_one_number",
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def vjp(f, x, v):
    leaf = x.detach().clone().requires_grad_()
    f(leaf).sum().backward()
    return leaf.grad
