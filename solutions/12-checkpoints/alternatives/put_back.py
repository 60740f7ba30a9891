"""Try it, and put everything back when it fails; files opened by hand."""

import shutil


def save_model(path, model):
    with open(path, "wb") as file:
        torch.save(model, file)


def load_model(path):
    with open(path, "rb") as file:
        model = torch.load(file, map_location=torch.device("cpu"), weights_only=False)
    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"there is a {type(model).__name__} in the file, and no model")
    model.train(False)
    return model


def save_weights(path, model):
    with open(path, "wb") as file:
        torch.save(model.state_dict(), file)


def snapshot(model):
    return copy.deepcopy(model.state_dict())


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu")
    old = snapshot(model)
    try:
        return model.load_state_dict(weights)
    except Exception as error:
        model.load_state_dict(old)
        raise ValueError("these weights are not for this model") from error


def save_checkpoint(path, model, optimizer, epoch):
    new = str(path) + ".new"
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(states, new)
    os.replace(new, path)


def load_checkpoint(path, model, optimizer):
    old_model, old_optimizer = snapshot(model), copy.deepcopy(optimizer.state_dict())
    everything = torch.load(path, map_location="cpu", weights_only=True)
    try:
        model.load_state_dict(everything["model"])
        optimizer.load_state_dict(everything["optimizer"])
        return everything["epoch"]
    except Exception:
        model.load_state_dict(old_model)
        optimizer.load_state_dict(old_optimizer)
        raise


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    epoch = 0
    if Path(path).is_file():
        shutil.copy(path, str(path) + ".backup")
        epoch = load_checkpoint(path, model, optimizer)
    while epoch < epochs:
        train_epoch(model, optimizer, epoch)
        epoch += 1
        save_checkpoint(path, model, optimizer, epoch)
    return model
