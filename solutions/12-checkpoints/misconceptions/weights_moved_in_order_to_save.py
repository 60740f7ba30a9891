"""`model.cpu()` makes no copy: it moves the model. Whoever trains on a GPU finds the weights on the
CPU after your function. You may move the tensors of the `state_dict`, or none at all.
"""

FAILS = ("check_save_weights_moves_nothing",)


def save_weights(path, model):
    torch.save(model.cpu().state_dict(), path)
