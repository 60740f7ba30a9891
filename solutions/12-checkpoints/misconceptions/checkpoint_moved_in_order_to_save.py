"""In the middle of a training your function moves the model to the CPU, and the next epoch on a GPU
fails. Save it from where it is.
"""

FAILS = ("check_save_checkpoint_moves_nothing",)


def save_checkpoint(path, model, optimizer, epoch):
    model.cpu()
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(states, path)
