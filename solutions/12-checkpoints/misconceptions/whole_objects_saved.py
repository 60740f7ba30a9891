"""Your file holds whole objects, which weights_only=True refuses. Save their states."""

FAILS = (
    "check_save_checkpoint",
    "check_training_in_one_go",
    "check_training_after_power_cuts",
)


def save_checkpoint(path, model, optimizer, epoch):
    states = {"model": model, "optimizer": optimizer, "epoch": epoch}
    torch.save(states, path)
