"""Plain operators and one question after the other."""


def pick_device(prefer=None):
    there = torch.cuda.is_available()
    if prefer is None:
        return torch.device("cuda") if there else torch.device("cpu")
    prefer = torch.device(prefer)
    if prefer.type != "cuda":
        return prefer
    if not there:
        return torch.device("cpu")
    if prefer.index is not None and prefer.index > torch.cuda.device_count() - 1:
        return torch.device("cpu")
    return prefer


def move(x, device):
    if x.device == torch.device(device):
        return x
    return x.to(device=device)


def zscore(x):
    n = x.shape[0]
    away = x - x.sum(0) / n
    variance = (away**2).sum(0) / (n - 1)
    flat = variance == 0
    return away / (variance + flat.to(x.dtype)) ** 0.5


def with_bias(x):
    wider = torch.empty(x.shape[0], x.shape[1] + 1, dtype=x.dtype, device=x.device)
    wider[:, :-1] = x
    wider[:, -1] = 1
    return wider


def same_everywhere(f, x, device=None):
    if device is None:
        device = pick_device()
    there = f(x.to(device)).cpu()
    here = f(x).cpu()
    return abs(here - there).max().item()
