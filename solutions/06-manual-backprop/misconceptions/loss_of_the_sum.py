"""You add the differences first and square afterwards, so that positive and negative differences
cancel. What happens to the loss of a network that is wrong by +1 and by -1?
"""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    return (prediction - y).sum().pow(2)
