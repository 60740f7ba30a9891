"""The model now has new parameters, while the optimizer goes on with the old ones, so nothing
that it does reaches the model. Fill the tensors that are there.
"""

FAILS = (
    "check_load_checkpoint",
    "check_load_checkpoint_from_a_gpu",
    "check_training_after_power_cuts",
)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"], assign=True)
    return epoch
