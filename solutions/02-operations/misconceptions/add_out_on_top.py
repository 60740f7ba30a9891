"""You add the sum to what was in out before. That may be anything. The old content should not
matter at all.
"""

FAILS = (
    "check_add_out_of_the_notes",
    "check_add_out_writes",
    "check_add_out_returns",
)


def add_out(x, y, out):
    out += x + y
    return out
