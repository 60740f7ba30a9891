"""Your function expects text. A preference may also come as a torch.device, which has no methods
of a str. What do both kinds turn into when you hand them to torch.device(...)?
"""

FAILS = ("check_pick_takes_objects",)


def pick_device(prefer=None):
    if prefer is None:
        prefer = "cuda"
    if prefer.startswith("cuda"):
        number = int(prefer.split(":")[1]) if ":" in prefer else 0
        if number >= torch.cuda.device_count():
            return torch.device("cpu")
    return torch.device(prefer)
