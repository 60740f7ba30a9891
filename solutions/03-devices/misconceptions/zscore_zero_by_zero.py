"""There are NaNs in your result, where all entries of a column are equal. What is 0/0, and what
does the docstring want there?
"""

FAILS = ("check_zscore_by_hand", "check_zscore_of_equal_entries")


def zscore(x):
    return (x - x.mean(dim=0)) / x.std(dim=0)
