"""You start a backward pass with u. Backward, the vector must weigh the outputs; but u is a step
of the inputs. Which of the two products do you want?
"""

FAILS = (
    "check_jvp_by_hand",
    "check_jvp_of_linear_functions",
    "check_jvp",
    "check_jvp_of_one_number",
)


def jvp(f, x, u):
    return vjp(f, x, u)
