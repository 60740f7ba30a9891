"""You return 400 for everything. That is the number for one network and one size of image. Which
attribute of x tells you the sizes?
"""

FAILS = ("check_features", "check_features_on_meta")


def num_flat_features(x):
    return 16 * 5 * 5
