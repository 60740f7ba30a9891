"""You return a tensor of one number. It prints almost like a number, but it is none. How do you
take the number out of it?
"""

FAILS = ("check_scalar",)


def scalar(x):
    return x.squeeze()
