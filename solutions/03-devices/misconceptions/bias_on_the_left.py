"""Your ones are the first column. On which side does the docstring want them?"""

FAILS = (
    "check_bias_by_hand",
    "check_bias",
)


def with_bias(x):
    return torch.cat([x.new_ones(len(x), 1), x], dim=1)
