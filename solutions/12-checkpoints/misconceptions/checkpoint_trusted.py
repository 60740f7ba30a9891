"""You have run a program out of a stranger's file. A checkpoint is plain data: which setting of
torch.load reads nothing else?
"""

FAILS = ("check_load_checkpoint_runs_no_code",)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=False)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return epoch
