"""Your loss is exactly half of what it should be. Some books put a 1/2 in front, so that the 2 of
the derivative disappears. The formula here has none.
"""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    return (prediction - y).pow(2).sum() / 2
