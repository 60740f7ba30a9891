"""Your file holds a list of the parameters. Weights need their names, or nobody can tell which
layer they belong to; and the buffers of the batch norm layer are missing.
"""

FAILS = ("check_save_weights_by_hand", "check_save_weights")


def save_weights(path, model):
    torch.save(list(model.parameters()), path)
