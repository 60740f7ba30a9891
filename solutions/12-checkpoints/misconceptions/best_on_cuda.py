"""Your copies are sent to a GPU, which a machine may not have. A copy belongs where the original
is.
"""

FAILS = ("check_snapshot_stays", "check_snapshot_put_back")


def snapshot(model):
    return {name: t.detach().clone().cuda() for name, t in model.state_dict().items()}
