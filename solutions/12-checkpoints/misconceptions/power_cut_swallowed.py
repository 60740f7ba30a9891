"""When an epoch fails you go on with the next as if nothing had happened. Let the error through."""

FAILS = ("check_training_after_power_cuts",)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        try:
            train_epoch(model, optimizer, epoch)
        except Exception:
            continue
        save_checkpoint(path, model, optimizer, epoch + 1)
