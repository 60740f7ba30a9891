"""A file of weights, or of something else, is handed out as if it were a model. Somebody will
wonder why it cannot be called.
"""

FAILS = ("check_load_model_refuses",)


def load_model(path):
    model = torch.load(path, map_location="cpu", weights_only=False)
    if isinstance(model, nn.Module):
        model.eval()
    return model
