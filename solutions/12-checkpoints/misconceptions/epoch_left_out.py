"""After a break an epoch is left out. The number of finished epochs is already the number of the
next one.
"""

FAILS = ("check_training_after_power_cuts",)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished + 1 if finished else 0, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
