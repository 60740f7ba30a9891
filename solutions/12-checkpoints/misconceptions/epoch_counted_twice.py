"""The number you return is one too large. It is saved as the number of finished epochs, so it is
already that of the next one.
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
    model.load_state_dict(saved["model"])
    return epoch + 1
