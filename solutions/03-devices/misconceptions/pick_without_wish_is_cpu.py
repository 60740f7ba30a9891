"""With no preference you give the CPU, even where there is a GPU. Either you do not ask, or you
asked once, when the cell ran, and the function has only the old answer.
"""

FAILS = ("check_pick_without_preference", "check_difference_to_the_best_device")


def pick_device(prefer=None):
    wanted = torch.device("cpu" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        return torch.device("cpu")
    return wanted
