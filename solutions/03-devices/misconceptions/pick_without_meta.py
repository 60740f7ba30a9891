"""You know the CPU and the GPUs. There is one more device that every machine has."""

FAILS = ("check_pick_grants_the_wish",)


def pick_device(prefer=None):
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) < torch.cuda.device_count():
        return wanted
    return torch.device("cpu")
