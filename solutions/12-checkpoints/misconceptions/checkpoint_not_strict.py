"""Checkpoints whose model is another one are accepted without a word. strict=False hides the
error; you need it.
"""

FAILS = ("check_load_checkpoint_is_all_or_nothing",)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"], strict=False)
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"], strict=False)
    return epoch
