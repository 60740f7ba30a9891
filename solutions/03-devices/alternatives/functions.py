"""torch's functions, and the accelerator's names for the same questions."""


def pick_device(prefer=None):
    if prefer is None:
        return torch.accelerator.current_accelerator() or torch.device("cpu")
    name = str(prefer)
    if not name.startswith("cuda"):
        return torch.device(name)
    number = int(name.split(":")[1]) if ":" in name else 0
    return torch.device(name if number < torch.accelerator.device_count() else "cpu")


def move(x, device):
    return torch.as_tensor(x, device=device)


def zscore(x):
    spread, mean = torch.std_mean(x, dim=0, keepdim=True)
    return torch.nan_to_num(torch.div(torch.sub(x, mean), spread), nan=0.0)


def with_bias(x):
    return torch.nn.functional.pad(x, (0, 1), value=1)


def same_everywhere(f, x, device=None):
    results = [f(move(x, where)).to("cpu") for where in ("cpu", pick_device(device))]
    return float(torch.max(torch.abs(torch.sub(*results))))
