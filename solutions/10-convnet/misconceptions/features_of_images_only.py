"""Your function expects four dimensions. A batch may have any number of them, even just one. How do
you reach all the sizes but the first, however many there are?
"""

FAILS = ("check_features", "check_features_on_meta")


def num_flat_features(x):
    _, channels, height, width = x.shape
    return channels * height * width
