"""After a break you train as many epochs again as were asked for in all. Those of the checkpoint
count too.
"""

FAILS = ("check_training_after_power_cuts", "check_training_is_finished_already")


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, finished + epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
