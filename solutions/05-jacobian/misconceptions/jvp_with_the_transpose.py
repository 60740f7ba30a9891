"""You multiply u by the transposed Jacobian. That is the product of the other task. Here u has an
entry for each input: which side of J has those?
"""

FAILS = (
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def jvp(f, x, u):
    return jacobian(f, x).t() @ u
