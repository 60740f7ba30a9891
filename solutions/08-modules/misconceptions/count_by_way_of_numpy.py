"""You make NumPy arrays in order to count their entries. NumPy sees only what is on the CPU, and a
tensor knows how many entries it has.
"""

FAILS = ("check_count_on_meta",)


def count_parameters(model):
    return sum(p.detach().numpy().size for p in model.parameters() if p.requires_grad)
