"""The model is back, but the optimizer is not: it has forgotten its past and its learning rate."""

FAILS = (
    "check_load_checkpoint",
    "check_load_checkpoint_from_a_gpu",
    "check_load_checkpoint_refuses_damaged_files",
    "check_load_checkpoint_is_all_or_nothing",
    "check_training_after_power_cuts",
)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    model.load_state_dict(saved["model"])
    return epoch
