"""There is a new column, but it is not of ones. What would it add to a matrix product?"""

FAILS = (
    "check_bias_by_hand",
    "check_bias",
)


def with_bias(x):
    return torch.cat([x, x.new_zeros(len(x), 1)], dim=1)
