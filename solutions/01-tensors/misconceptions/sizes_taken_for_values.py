"""You made a row of two numbers, and these two are the sizes. The task asks for a table of these
sizes, whatever is in it. Which function takes sizes, and which takes values?
"""

FAILS = ("check_uninitialized",)


def uninitialized(rows, cols):
    return torch.tensor([rows, cols])
