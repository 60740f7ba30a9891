"""What you return is right, but the tensor that was given is as it was. A sum with + is a new
tensor, also when you stick the name y on it: "y = y + x". Which spelling writes into the old one?
"""

FAILS = (
    "check_add_in_place_of_the_notes",
    "check_add_in_place_writes",
    "check_add_in_place_returns",
)


def add_in_place(y, x):
    return y + x
