"""Your result is the same for every u: it is the sum of each row of J, as for a step of 1 along
every input. How far does u go along each?
"""

FAILS = (
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def jvp(f, x, u):
    return jacobian(f, x).sum(dim=1)
