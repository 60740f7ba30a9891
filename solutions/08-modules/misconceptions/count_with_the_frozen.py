"""Your count is right as long as everything can be learned. What about parameters with
requires_grad switched off?
"""

FAILS = ("check_count_leaves_out_the_frozen",)


def count_parameters(model):
    return sum(p.numel() for p in model.parameters())
