"""You took the whole step and looked where it leads. For a straight function that is J u, but
others bend on the way. J u is where the step would lead if the slopes stayed as they are at x.
"""

FAILS = ("check_jvp_by_hand", "check_jvp", "check_jvp_of_one_number")


def jvp(f, x, u):
    return (f(x + u) - f(x)).detach()
