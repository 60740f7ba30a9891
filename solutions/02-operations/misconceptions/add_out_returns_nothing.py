"""The sum is where it should be, but your function gives back None. What does the docstring promise
to return?
"""

FAILS = ("check_add_out_returns",)


def add_out(x, y, out):
    torch.add(x, y, out=out)
