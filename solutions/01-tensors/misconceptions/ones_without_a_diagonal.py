"""You have ones in many places. In this table only the entries whose row number equals their column
number are 1. Which function is named after the letter that sounds like "eye"?
"""

FAILS = ("check_long_eye_of_the_notes", "check_long_eye")


def long_eye(rows, cols):
    return torch.ones(rows, cols, dtype=torch.long).triu()
