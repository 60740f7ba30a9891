"""You return the square root of the loss: a distance. Here the squares themselves are added up,
and that is all.
"""

FAILS = (
    "check_squared_error",
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
)


def squared_error(prediction, y):
    return (prediction - y).norm()
