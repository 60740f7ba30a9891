"""Your diagonal is right, but the table is always square. How many columns were asked for?"""

FAILS = ("check_long_eye_of_the_notes", "check_long_eye")


def long_eye(rows, cols):
    return torch.eye(rows, dtype=torch.long)
