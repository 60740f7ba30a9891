"""The state of the optimizer is not in your file. Without its memory, training goes on from a
standstill.
"""

FAILS = (
    "check_save_checkpoint",
    "check_training_after_power_cuts",
)


def save_checkpoint(path, model, optimizer, epoch):
    states = {"model": model.state_dict(), "epoch": epoch}
    torch.save(states, path)
