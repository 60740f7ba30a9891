"""What you return is right, but the tensor that was given is as it was. "out = ..." sticks the name
out on a new tensor; the caller's one does not notice. What writes into it?
"""

FAILS = (
    "check_add_out_of_the_notes",
    "check_add_out_writes",
    "check_add_out_returns",
)


def add_out(x, y, out):
    return x + y
