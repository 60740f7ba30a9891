"""You added f(x), so you say where the step leads to. The task asks how far y moves."""

FAILS = (
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def jvp(f, x, u):
    return f(x).detach() + jacobian(f, x) @ u
