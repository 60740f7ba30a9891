"""After a break the epochs are counted from 0 again: the model is loaded, but its number of
epochs is not used.
"""

FAILS = ("check_training_after_power_cuts", "check_training_is_finished_already")


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    if os.path.exists(path):
        load_checkpoint(path, model, optimizer)
    for epoch in range(epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
