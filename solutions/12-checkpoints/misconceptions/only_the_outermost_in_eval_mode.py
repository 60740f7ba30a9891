"""The model says that it is in evaluation mode, but its layers are not. The attribute is only a
sign; which method changes all layers?
"""

FAILS = (
    "check_load_model_is_ready_for_use",
    "check_load_model_refuses",
)


def load_model(path):
    model = torch.load(path, map_location="cpu", weights_only=False)
    model.training = False
    return model
