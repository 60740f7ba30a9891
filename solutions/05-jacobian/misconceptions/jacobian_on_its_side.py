"""Your numbers are right, but the table lies on its side: one row for each input. What does a row
of the Jacobian belong to?
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
    rows = torch.eye(len(f(x)), dtype=x.dtype)
    return torch.stack([vjp(f, x, row) for row in rows], dim=1)
