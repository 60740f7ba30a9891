"""The buffers of the batch norm layer are missing from your file. named_parameters() knows only
what training changes; who knows all the numbers of a model?
"""

FAILS = (
    "check_save_weights_by_hand",
    "check_save_weights",
)


def save_weights(path, model):
    torch.save({name: p.detach() for name, p in model.named_parameters()}, path)
