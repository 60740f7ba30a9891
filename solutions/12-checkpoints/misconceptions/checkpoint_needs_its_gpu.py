"""A checkpoint that was saved on a GPU cannot be loaded where there is none, unless you say
where to put it.
"""

FAILS = ("check_load_checkpoint_from_a_gpu",)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return epoch
