"""Your product is right the first time, but you worked on the caller's own tensor: it is tracked
now, and gradients pile up in its .grad. Which tensor could you track instead?
"""

FAILS = (
    "check_vjp_leaves_x_alone",
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
    x.requires_grad_()
    f(x).backward(v)
    return x.grad
