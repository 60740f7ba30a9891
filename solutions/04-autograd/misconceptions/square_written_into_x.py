"""Your square is right, but the numbers of x are squared now as well. detach() makes no copy: it
shares its memory with x. What does the underscore at the end of a method do to that memory?
"""

FAILS = ("check_square_leaves_x_alone",)


def untracked_square(x):
    return x.detach().mul_(x.detach())
