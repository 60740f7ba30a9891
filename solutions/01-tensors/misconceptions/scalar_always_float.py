"""A whole number comes out with a point. A tensor knows of which kind its element
is. Which method gives the Python number of that kind?
"""

FAILS = ("check_scalar",)


def scalar(x):
    return float(x)
