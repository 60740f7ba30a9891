"""You gave out another memory in place of its own. Whoever holds the old memory, a view of it for
instance, never sees the sum. What writes into the memory that is there?
"""

FAILS = ("check_add_out_of_the_notes", "check_add_out_writes")


def add_out(x, y, out):
    out.data = x + y
    return out
