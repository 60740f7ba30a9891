"""You gave y another memory in place of its own. Whoever holds the old memory, a view of it for
instance, never sees the sum. What writes into the memory that is there?
"""

FAILS = ("check_add_in_place_of_the_notes", "check_add_in_place_writes")


def add_in_place(y, x):
    y.data = y + x
    return y
