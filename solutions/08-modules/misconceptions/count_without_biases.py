"""You leave some parameters out: those with fewer than two dimensions. Biases are learned too."""

FAILS = ("check_count",)


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad and p.dim() > 1)
