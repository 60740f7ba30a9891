"""Your ones are born on the CPU, because you did not say where. As long as x is there too, nobody
notices.
"""

FAILS = ("check_bias_on_meta",)


def with_bias(x):
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)
