"""Your file holds only the weights. This time the whole model was asked for."""

FAILS = (
    "check_save_model_by_hand",
    "check_save_model",
)


def save_model(path, model):
    torch.save(model.state_dict(), path)
