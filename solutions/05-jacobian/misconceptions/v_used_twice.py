"""You weigh twice: the result is right for weights of 0 and 1 and for no others. Either multiply
by v, or hand v to backward(), not both.
"""

FAILS = (
    "check_vjp_by_hand",
    "check_vjp_of_linear_functions",
    "check_vjp",
    "check_vjp_of_one_number",
)


def vjp(f, x, v):
    leaf = x.detach().clone().requires_grad_()
    (v * f(leaf)).backward(v)
    return leaf.grad
