"""Your whole table is float32, whatever it was before. Where do you choose a dtype, or make a
tensor without saying which?
"""

FAILS = ("check_bias_keeps_dtype",)


def with_bias(x):
    x = x.float()
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)
