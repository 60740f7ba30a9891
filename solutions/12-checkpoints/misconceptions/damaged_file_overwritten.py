"""A file that cannot be loaded is taken for no file at all: you train from the beginning and
write over it. Perhaps there was a week of work in it.
"""

FAILS = ("check_training_keeps_a_damaged_file",)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    try:
        finished = load_checkpoint(path, model, optimizer)
    except Exception:
        finished = 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
