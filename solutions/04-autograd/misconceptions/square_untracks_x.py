"""You took the tracking away from x itself. It was only this one computation that should go
unrecorded; the caller still needs the gradient of x later.
"""

FAILS = ("check_square_leaves_x_alone",)


def untracked_square(x):
    return x.requires_grad_(False) ** 2
