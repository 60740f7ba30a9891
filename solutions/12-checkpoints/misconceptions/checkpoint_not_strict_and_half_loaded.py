"""Checkpoints whose model is another one are accepted without a word: strict=False hides that
error, and you need it. And where the rest does not fit, the error comes when part has been loaded.
"""

FAILS = ("check_load_checkpoint_refuses_damaged_files", "check_load_checkpoint_is_all_or_nothing")


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    model.load_state_dict(saved["model"], strict=False)
    optimizer.load_state_dict(saved["optimizer"])
    return epoch
