"""For a tensor of several elements you give one number for all of them together, their sum. There
is no right answer there, so an error is asked for.
"""

FAILS = ("check_scalar_refuses",)


def scalar(x):
    return x.sum().item()
