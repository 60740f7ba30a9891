"""You are one off: on a machine with one GPU, which number does that GPU have?"""

FAILS = ("check_pick_falls_back",)


def pick_device(prefer=None):
    if prefer is None:
        prefer = "cuda"
    wanted = torch.device(prefer)
    if wanted.type == "cuda" and not torch.cuda.is_available():
        return torch.device("cpu")
    if wanted.type == "cuda" and (wanted.index or 0) > torch.cuda.device_count():
        return torch.device("cpu")
    return wanted
