"""Your file holds no names. Weights need them, or nobody can tell which layer they belong to."""

FAILS = (
    "check_save_weights_by_hand",
    "check_save_weights",
)


def save_weights(path, model):
    torch.save(list(model.state_dict().values()), path)
