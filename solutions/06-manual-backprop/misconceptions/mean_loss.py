"""Your loss is too small, by the number of entries: you took the mean. Both are in use; which of
the two is asked for here?
"""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    return (prediction - y).pow(2).mean()
