"""Your columns are centred on 0, but each keeps its width. Which of the two steps is missing?"""

FAILS = (
    "check_zscore_by_hand",
    "check_zscore",
    "check_zscore_of_two_rows",
    "check_zscore_of_equal_entries",
)


def zscore(x):
    return x - x.mean(dim=0)
