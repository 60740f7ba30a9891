"""You move the model itself to the CPU in order to save it. A model, unlike a tensor, moves in
place: whoever trains it on a GPU finds it gone. Where to put it is for the one who loads the file.
"""

FAILS = ("check_save_model_moves_nothing",)


def save_model(path, model):
    torch.save(model.cpu(), path)
