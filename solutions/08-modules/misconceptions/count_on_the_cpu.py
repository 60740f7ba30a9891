"""You fetch the model to the CPU before you count. Counting needs no numbers, and the model should
stay where it is.
"""

FAILS = ("check_count_on_meta",)


def count_parameters(model):
    return sum(p.numel() for p in model.cpu().parameters() if p.requires_grad)
