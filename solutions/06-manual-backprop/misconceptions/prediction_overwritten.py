"""Your loss is right, but the caller's prediction has changed. An operator such as -= writes into
the tensor you were given. How do you make a new one?
"""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    prediction -= y
    return prediction.pow(2).sum()
