"""You count tensors. A weight of 100 × 1000 is one tensor, but 100 000 numbers to learn."""

FAILS = ("check_count",)


def count_parameters(model):
    return sum(1 for p in model.parameters() if p.requires_grad)
