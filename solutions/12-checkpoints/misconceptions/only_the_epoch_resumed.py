"""You go on with the right epoch, but with a model that has learned nothing yet: only the number
comes from the file.
"""

FAILS = (
    "check_training_after_power_cuts",
    "check_training_is_finished_already",
    "check_training_keeps_a_damaged_file",
)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = torch.load(path, weights_only=True)["epoch"] if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
