"""You add a small number to the spread, so that it is never 0. It also shifts every other column,
in the fifth digit or so: float64 shows it. Where alone is something needed in place of 0?
"""

FAILS = ("check_zscore_to_the_last_digits",)


def zscore(x):
    return (x - x.mean(dim=0)) / (x.std(dim=0) + 1e-5)
