"""You return the square root of the loss: a distance. Here the squares themselves are added up,
and that is all.
"""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    return (prediction - y).norm()
