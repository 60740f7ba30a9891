"""You compute J·v, as many pages print it. Count: J has a row for each output, and v has an entry
for each output as well. Do they fit? Where they fit by chance, the numbers are wrong.
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
    return torch.autograd.functional.jacobian(f, x) @ v
