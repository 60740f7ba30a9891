"""The caller asked for one GPU by its number, and you answer with just any. Where did the number
go?
"""

FAILS = ("check_pick_grants_the_wish",)


def pick_device(prefer=None):
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        return torch.device("cpu")
    return torch.device(wanted.type)
