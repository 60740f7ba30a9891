"""Your function fetches x to the CPU. There it works, and the result stays there. Can you do
without that step?
"""

FAILS = ("check_bias_on_meta",)


def with_bias(x):
    x = x.cpu()
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)
