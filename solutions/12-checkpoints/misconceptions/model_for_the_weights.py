"""Your file holds the whole model, so it cannot be loaded with weights_only=True. Save only its
numbers.
"""

FAILS = (
    "check_save_weights_by_hand",
    "check_save_weights",
)


def save_weights(path, model):
    torch.save(model, path)
