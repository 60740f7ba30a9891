"""Your checkpoint says that an epoch is finished before it has been trained. After a break it
will be left out.
"""

FAILS = (
    "check_training_in_one_go",
    "check_training_after_power_cuts",
)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        save_checkpoint(path, model, optimizer, epoch + 1)
        train_epoch(model, optimizer, epoch)
