"""You return one of the sizes only. A feature map has a height and a width, and there are several
maps: all of it becomes one row.
"""

FAILS = ("check_features_of_lenet", "check_features", "check_features_on_meta")


def num_flat_features(x):
    return x.shape[-1] if x.dim() > 1 else 1
