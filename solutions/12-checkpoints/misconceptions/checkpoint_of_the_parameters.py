"""The model in your checkpoint is its parameters, tracked and without the buffers. Which dict of
the model holds all of its numbers?
"""

FAILS = ("check_save_checkpoint", "check_training_in_one_go", "check_training_after_power_cuts")


def save_checkpoint(path, model, optimizer, epoch):
    weights = dict(model.named_parameters())
    states = {"model": weights, "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(states, path)
