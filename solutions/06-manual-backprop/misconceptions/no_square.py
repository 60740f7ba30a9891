"""You add up the sizes of the differences. The loss of this notebook squares them first."""

FAILS = ("check_squared_error",)


def squared_error(prediction, y):
    return (prediction - y).abs().sum()
