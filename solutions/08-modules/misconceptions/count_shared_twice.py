"""What two layers share, you count twice. It is one tensor, and it is learned once."""

FAILS = ("check_count_shared_once",)


def count_parameters(model):
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            total += p.numel() if p.requires_grad else 0
    return total
