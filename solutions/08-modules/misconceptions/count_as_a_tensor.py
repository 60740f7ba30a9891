"""The count is right, but it is a tensor. The task asks for a Python int."""

FAILS = ("check_count",)


def count_parameters(model):
    return torch.tensor(sum(p.numel() for p in model.parameters() if p.requires_grad))
