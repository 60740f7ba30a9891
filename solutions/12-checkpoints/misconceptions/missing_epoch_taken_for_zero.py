"""A checkpoint without an epoch is accepted, as if no epoch were finished. A key that is missing
is an error.
"""

FAILS = ("check_load_checkpoint_refuses_damaged_files",)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved.get("epoch", 0)
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return epoch
