"""You turn negative entries into 0. The absolute value keeps their size and drops only the sign."""

FAILS = ("check_absolute",)


def absolute(x):
    return x.clamp(min=0)
