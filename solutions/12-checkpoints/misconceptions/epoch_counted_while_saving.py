"""Your training goes on where it was, since you add the 1 while you save. But save_checkpoint is
given the number of finished epochs, and was to save it as it is. Who should do the counting?
"""

FAILS = ("check_save_checkpoint",)


def save_checkpoint(path, model, optimizer, epoch):
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
    torch.save(states, path)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch)
