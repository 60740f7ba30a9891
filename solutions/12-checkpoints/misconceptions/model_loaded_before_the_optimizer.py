"""When the optimizer does not fit, the model has already been changed. Which of the two should
come first, and why?
"""

FAILS = (
    "check_load_checkpoint_refuses_damaged_files",
    "check_load_checkpoint_is_all_or_nothing",
)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return epoch
