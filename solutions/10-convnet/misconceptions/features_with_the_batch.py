"""You multiply all the sizes, the first one too. The first dimension counts the samples. How many
numbers belong to one of them?
"""

FAILS = ("check_features_of_lenet", "check_features", "check_features_on_meta")


def num_flat_features(x):
    return x.numel()
