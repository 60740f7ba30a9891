"""You add the sizes up. A table of 3 rows and 4 columns holds more than 7 numbers."""

FAILS = ("check_features_of_lenet", "check_features", "check_features_on_meta")


def num_flat_features(x):
    return sum(x.size()[1:])
