"""You are nearly there. You clear out by multiplying it by 0. For most numbers that works, but
uninitialized memory may hold NaN. What is NaN times 0?
"""

FAILS = ("check_add_out_writes",)


def add_out(x, y, out):
    out *= 0
    out += x + y
    return out
