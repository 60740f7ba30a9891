"""You add a millionth or so below the fraction line, so that it is never 0. It also shifts every
other column a little: float64 has enough digits to show it. Which columns need help at all?
"""

FAILS = ("check_zscore_to_the_last_digits",)


def zscore(x):
    return (x - x.mean(dim=0)) / (x.std(dim=0) + 1e-6)
