"""Your file has the optimizer's settings but not its memory: the speeds or averages in state are
missing.
"""

FAILS = (
    "check_save_checkpoint",
    "check_training_after_power_cuts",
)


def save_checkpoint(path, model, optimizer, epoch):
    settings = {"state": {}, "param_groups": optimizer.state_dict()["param_groups"]}
    states = {"model": model.state_dict(), "optimizer": settings, "epoch": epoch}
    torch.save(states, path)
