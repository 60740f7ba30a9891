"""You put u into f. For f(x) = a @ x that happens to be J u. For other functions the slopes at x
matter, and your code never looks at them.
"""

FAILS = ("check_jvp_by_hand", "check_jvp", "check_jvp_of_one_number")


def jvp(f, x, u):
    return f(u)
