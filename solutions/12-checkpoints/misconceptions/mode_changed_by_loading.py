"""Loading has switched the model to evaluation mode. Its mode was to stay as it is."""

FAILS = (
    "check_load_weights",
    "check_load_weights_from_a_gpu",
)


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=True)
    copy.deepcopy(model).load_state_dict(weights)
    model.load_state_dict(weights)
    model.eval()
