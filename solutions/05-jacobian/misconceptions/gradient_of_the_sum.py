"""You return one row: the slopes of all outputs added up. The Jacobian keeps the outputs apart.
Which vectors pick them out one by one?
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
    return vjp(f, x, torch.ones_like(f(x)).detach())
