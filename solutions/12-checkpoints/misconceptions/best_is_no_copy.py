"""Your copies change together with the model. state_dict() gives you the model's own tensors,
and a new dict of the same tensors does not help. What needs a copy?
"""

FAILS = (
    "check_snapshot_stays",
    "check_snapshot_put_back",
)


def snapshot(model):
    return model.state_dict()
