"""Files in which weights are missing are accepted without a word, and the model is half the one
and half the other. strict=False hides the error; you need it.
"""

FAILS = ("check_load_weights_is_all_or_nothing",)


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=True)
    copy.deepcopy(model).load_state_dict(weights, strict=False)
    model.load_state_dict(weights, strict=False)
