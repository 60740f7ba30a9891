"""The optimizer has its memory back, but not its settings, such as the learning rate."""

FAILS = (
    "check_load_checkpoint",
    "check_load_checkpoint_from_a_gpu",
    "check_load_checkpoint_is_all_or_nothing",
)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": saved["optimizer"]["state"], "param_groups": groups})
    model.load_state_dict(saved["model"])
    return epoch
