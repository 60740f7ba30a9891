"""You add a number below the fraction line that is too small to be seen in float32. In float64 it
is seen: every column is shifted a little. Where alone is something needed in place of 0?
"""

FAILS = ("check_zscore_to_the_last_digits",)


def zscore(x):
    return (x - x.mean(dim=0)) / (x.std(dim=0) + 1e-8)
