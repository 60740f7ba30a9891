"""The epoch in your file is one too small. It was to be saved as it is given: the number of
finished epochs.
"""

FAILS = (
    "check_save_checkpoint",
    "check_training_in_one_go",
    "check_training_after_power_cuts",
)


def save_checkpoint(path, model, optimizer, epoch):
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch - 1}
    torch.save(states, path)
