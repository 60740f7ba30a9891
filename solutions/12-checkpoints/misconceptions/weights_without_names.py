"""Your file holds a list. Weights need their names, or nobody can tell which layer they belong
to.
"""

FAILS = (
    "check_save_weights_by_hand",
    "check_save_weights",
)


def save_weights(path, model):
    torch.save(list(model.state_dict().values()), path)
