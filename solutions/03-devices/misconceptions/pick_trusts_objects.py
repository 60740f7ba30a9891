"""You ask whether a device is there when it comes as a name. When it comes as a torch.device you
hand it back unseen: such an object can be made of any device, also one that is not there.
"""

FAILS = ("check_pick_takes_objects",)


def pick_device(prefer=None):
    if isinstance(prefer, torch.device):
        return prefer
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        return torch.device("cpu")
    return wanted
