"""You add a small number below the fraction line, so that it is never 0. It also shifts every
other column: float64 has enough digits to show it.
"""

FAILS = ("check_zscore", "check_zscore_of_two_rows", "check_zscore_of_equal_entries")


def zscore(x):
    return (x - x.mean(dim=0)) / (x.std(dim=0) + 1e-5)
