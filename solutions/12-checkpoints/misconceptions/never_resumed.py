"""You never look at the file, and begin again with epoch 0."""

FAILS = (
    "check_training_after_power_cuts",
    "check_training_is_finished_already",
    "check_training_keeps_a_damaged_file",
)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
