"""You add up the sizes of the differences. The loss of this notebook squares them first."""

FAILS = (
    "check_squared_error",
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
)


def squared_error(prediction, y):
    return (prediction - y).abs().sum()
