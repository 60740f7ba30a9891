"""You ask for the weights on a GPU. This machine may have none, and the model that gets them is on
the CPU.
"""

FAILS = (
    "check_load_weights",
    "check_load_weights_from_a_gpu",
    "check_load_weights_refuses_damaged_files",
    "check_load_weights_is_all_or_nothing",
    "check_load_weights_runs_no_code",
)


def load_weights(path, model):
    weights = torch.load(path, map_location="cuda", weights_only=True)
    copy.deepcopy(model).load_state_dict(weights)
    model.load_state_dict(weights)
