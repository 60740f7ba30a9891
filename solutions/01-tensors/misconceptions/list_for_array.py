"""You return a Python list. The task asks for a NumPy array."""

FAILS = ("check_to_array", "check_to_array_of_views", "check_to_array_of_tracked")


def to_array(x):
    return x.tolist()
