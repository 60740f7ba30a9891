"""You save once, when all is done. If the power fails before that, everything is lost."""

FAILS = (
    "check_training_in_one_go",
    "check_training_after_power_cuts",
    "check_training_is_finished_already",
)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
    save_checkpoint(path, model, optimizer, epochs)
