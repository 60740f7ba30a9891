"""When a file does not fit, or cannot be read, you keep it to yourself. The caller goes on with
a model that was never loaded.
"""

FAILS = (
    "check_load_weights_refuses_damaged_files",
    "check_load_weights_is_all_or_nothing",
    "check_load_weights_runs_no_code",
)


def load_weights(path, model):
    try:
        weights = torch.load(path, map_location="cpu", weights_only=True)
        copy.deepcopy(model).load_state_dict(weights)
        model.load_state_dict(weights)
    except Exception:
        return
