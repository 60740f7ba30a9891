"""torch.load refuses whole models by default since PyTorch 2.6, because a file of a whole object
is a program. This file you may trust; how do you say so?
"""

FAILS = (
    "check_load_model",
    "check_load_model_is_ready_for_use",
    "check_load_model_from_a_gpu",
    "check_load_model_refuses",
)


def load_model(path):
    return torch.load(path, map_location="cpu").eval()
