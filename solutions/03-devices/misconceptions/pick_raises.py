"""Where the preferred GPU is missing you raise an error. This function has a friendlier plan for
that case: read under Returns.
"""

FAILS = (
    "check_pick_without_gpu",
    "check_pick_falls_back",
)


def pick_device(prefer=None):
    if prefer is None:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    wanted = torch.device(prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        raise RuntimeError("no such device")
    return wanted
