"""You make a NumPy array of the first sample in order to count. A batch on a GPU can't become one,
and its shape alone tells all you need.
"""

FAILS = ("check_features_on_meta",)


def num_flat_features(x):
    return x[0].numpy().size
