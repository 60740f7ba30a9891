"""Your ones are float32 and on the CPU, because that is what torch.ones gives if you say nothing.
Both should follow x.
"""

FAILS = ("check_bias_keeps_dtype", "check_bias_on_meta")


def with_bias(x):
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)
