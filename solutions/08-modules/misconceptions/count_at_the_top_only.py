"""You miss what lies deeper. Parameters of modules inside the model count as well: which method
goes through all of them?
"""

FAILS = ("check_count",)


def count_parameters(model):
    return sum(p.numel() for p in model.parameters(recurse=False) if p.requires_grad)
