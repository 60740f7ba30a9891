"""A model that was saved on a GPU cannot be loaded where there is none, unless you say where to
put it.
"""

FAILS = ("check_load_model_from_a_gpu",)


def load_model(path):
    return torch.load(path, weights_only=False).eval()
