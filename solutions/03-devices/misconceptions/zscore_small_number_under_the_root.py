"""You add a small number to the variance, under the root, so that it is never 0. It also shifts
every other column a little: float64 has enough digits to show it. Where alone is something needed
in place of 0?
"""

FAILS = ("check_zscore_to_the_last_digits",)


def zscore(x):
    return (x - x.mean(dim=0)) / (x.var(dim=0) + 1e-5).sqrt()
