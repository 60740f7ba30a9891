"""You return the name of a device. The docstring promises the object that is made from such a
name.
"""

FAILS = (
    "check_pick_without_gpu",
    "check_pick_gives_an_object",
)


def pick_device(prefer=None):
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        return "cpu"
    return str(wanted)
