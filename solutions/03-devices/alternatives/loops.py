"""Python loops over columns, rows and candidates."""


def pick_device(prefer=None):
    usable = ["cpu", "meta"] + [f"cuda:{number}" for number in range(torch.cuda.device_count())]
    if torch.cuda.is_available():
        usable.append("cuda")
    wish = "cuda" if prefer is None else str(prefer)
    for name in usable:
        if name == wish:
            return torch.device(name)
    return torch.device("cpu")


def move(x, device):
    kind = torch.device(device).type
    if kind == x.device.type and kind != "cuda":
        return x
    return x.cpu() if kind == "cpu" else x.to(device, non_blocking=True)


def zscore(x):
    columns = []
    for j in range(x.size(1)):
        column = x[:, j]
        spread = column.std()
        columns.append((column - column.mean()) / torch.where(spread == 0, 1.0, spread))
    return torch.stack(columns, dim=1)


def with_bias(x):
    one = torch.ones(1, dtype=x.dtype, device=x.device)
    return torch.stack([torch.cat([row, one]) for row in x])


def same_everywhere(f, x, device=None):
    here = f(x).cpu().flatten()
    there = f(move(x, pick_device(device))).cpu().flatten()
    worst = 0.0
    for one, other in zip(here.tolist(), there.tolist(), strict=True):
        worst = max(worst, abs(one - other))
    return worst
