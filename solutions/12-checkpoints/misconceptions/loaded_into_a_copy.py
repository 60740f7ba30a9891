"""The weights went into a copy of the model. The caller's model has not changed."""

FAILS = ("check_load_weights", "check_load_weights_from_a_gpu")


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=True)
    model = copy.deepcopy(model)
    model.load_state_dict(weights)
    return model
