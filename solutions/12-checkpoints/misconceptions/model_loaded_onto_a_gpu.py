"""You load the model onto a GPU. This machine may have none, and the model is wanted on the CPU,
wherever it was saved.
"""

FAILS = (
    "check_load_model",
    "check_load_model_is_ready_for_use",
    "check_load_model_from_a_gpu",
    "check_load_model_refuses",
)


def load_model(path):
    return torch.load(path, map_location="cuda", weights_only=False).eval()
