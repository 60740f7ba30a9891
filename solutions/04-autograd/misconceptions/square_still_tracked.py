"""The squares are right, but they are still tracked: autograd recorded your operation. How do you
ask it to look away for a moment?
"""

FAILS = ("check_untracked_square",)


def untracked_square(x):
    return x**2
