"""Your loss is too small, by the number of entries: you took the mean. Both are in use; which of
the two is asked for here?
"""

FAILS = ("check_squared_error", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def squared_error(prediction, y):
    return (prediction - y).pow(2).mean()
