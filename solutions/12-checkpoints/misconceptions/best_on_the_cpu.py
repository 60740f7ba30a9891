"""Your copies are not on the device of the model. Copy without moving."""

FAILS = ("check_snapshot_on_the_models_device",)


def snapshot(model):
    return {name: t.detach().cpu().clone() for name, t in model.state_dict().items()}
