"""You ask whether there is a GPU, but not whether there are enough of them. What does "cuda:3"
mean on a machine with two?
"""

FAILS = ("check_pick_falls_back",)


def pick_device(prefer=None):
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and not torch.cuda.is_available():
        return torch.device("cpu")
    return wanted
