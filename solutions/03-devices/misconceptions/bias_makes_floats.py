"""Your whole table is float32, whatever it was before. Which step of yours chooses a dtype?"""

FAILS = ("check_bias", "check_bias_keeps_dtype", "check_bias_on_meta")


def with_bias(x):
    x = x.float()
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)
