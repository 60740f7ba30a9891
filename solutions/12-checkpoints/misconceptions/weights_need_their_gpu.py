"""Weights that were saved on a GPU cannot be loaded where there is none, unless you say where to
put them.
"""

FAILS = ("check_load_weights_from_a_gpu",)


def load_weights(path, model):
    weights = torch.load(path, weights_only=True)
    copy.deepcopy(model).load_state_dict(weights)
    model.load_state_dict(weights)
