"""Where f has only one output, or only one input, your table loses a dimension. A table of one row
is still a table. Which call of yours removes sizes of 1?
"""

FAILS = ("check_jacobian_of_one_number", "check_jvp_of_one_number")


def jacobian(f, x):
    rows = torch.eye(len(f(x)), dtype=x.dtype)
    return torch.stack([vjp(f, x, row) for row in rows]).squeeze()
