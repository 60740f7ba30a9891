"""The model in your checkpoint lacks its buffers."""

FAILS = (
    "check_save_checkpoint",
    "check_training_in_one_go",
    "check_training_after_power_cuts",
)


def save_checkpoint(path, model, optimizer, epoch):
    weights = {name: p.detach() for name, p in model.named_parameters()}
    states = {"model": weights, "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(states, path)
