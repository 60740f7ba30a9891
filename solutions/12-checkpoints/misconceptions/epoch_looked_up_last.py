"""When the epoch is missing from the file, you notice only after model and optimizer have
changed.
"""

FAILS = ("check_load_checkpoint_refuses_damaged_files",)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return saved["epoch"]
