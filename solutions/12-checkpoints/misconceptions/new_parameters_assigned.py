"""The model now has new parameters, and an optimizer that was made before goes on training the
old ones. Fill the tensors that are there.
"""

FAILS = (
    "check_load_weights",
    "check_load_weights_from_a_gpu",
)


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=True)
    copy.deepcopy(model).load_state_dict(weights)
    model.load_state_dict(weights, assign=True)
