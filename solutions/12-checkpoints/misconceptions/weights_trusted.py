"""You have run a program out of a stranger's file. Weights are plain data: which setting of
torch.load reads nothing else?
"""

FAILS = ("check_load_weights_runs_no_code",)


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=False)
    copy.deepcopy(model).load_state_dict(weights)
    model.load_state_dict(weights)
