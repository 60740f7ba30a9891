"""Your loaded model is in the mode in which it was saved. In training mode its batch norm layer
looks at the batch at hand. It should be ready for use.
"""

FAILS = (
    "check_load_model_is_ready_for_use",
    "check_load_model_refuses",
)


def load_model(path):
    return torch.load(path, map_location="cpu", weights_only=False)
