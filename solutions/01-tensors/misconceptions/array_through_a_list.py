"""The values are right, but on the way through Python's own numbers the dtype was lost: a list does
not remember it. How does a tensor become an array directly?
"""

FAILS = ("check_to_array", "check_to_array_of_views", "check_to_array_of_tracked")


def to_array(x):
    return np.array(x.tolist())
