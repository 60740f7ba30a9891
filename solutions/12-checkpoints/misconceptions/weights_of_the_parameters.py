"""Your file holds the parameters themselves: tracked, and without the buffers of the batch norm
layer. named_parameters() knows only what training changes; who knows all the numbers of a model?
"""

FAILS = ("check_save_weights_by_hand", "check_save_weights")


def save_weights(path, model):
    torch.save(dict(model.named_parameters()), path)
