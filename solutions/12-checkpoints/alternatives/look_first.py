"""Compare names and shapes first, then copy tensor by tensor."""

import io


def save_model(path, model):
    buffer = io.BytesIO()
    torch.save(model, buffer)
    Path(path).write_bytes(buffer.getvalue())


def load_model(path):
    model = torch.load(io.BytesIO(Path(path).read_bytes()), "cpu", weights_only=False)
    for layer in model.modules():
        layer.training = False
    return model


def all_numbers(model):
    """Parameters and buffers by name."""
    return dict(list(model.named_parameters()) + list(model.named_buffers()))


def save_weights(path, model):
    torch.save({name: t.detach().clone() for name, t in all_numbers(model).items()}, Path(path))


def require_fit(weights, model):
    """Raise where the weights are not just those of the model."""
    own = all_numbers(model)
    if not isinstance(weights, dict) or weights.keys() != own.keys():
        raise KeyError("other names")
    for name, tensor in own.items():
        if weights[name].shape != tensor.shape:
            raise ValueError(f"{name} has another shape")


def fill(model, weights):
    """Copy tensor by tensor."""
    with torch.no_grad():
        for name, tensor in all_numbers(model).items():
            tensor.copy_(weights[name])


def load_weights(path, model):
    weights = torch.load(path, map_location={"cuda:0": "cpu"}, weights_only=True)
    require_fit(weights, model)
    fill(model, weights)


def snapshot(model):
    with torch.no_grad():
        return {name: tensor + 0 for name, tensor in all_numbers(model).items()}


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "torch": str(torch.__version__),
    }
    checkpoint["model"] = all_numbers(model)
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, map_location=lambda storage, place: storage)
    weights, state, epoch = (checkpoint[key] for key in ("model", "optimizer", "epoch"))
    require_fit(weights, model)
    theirs = [len(group["params"]) for group in state["param_groups"]]
    if theirs != [len(group["params"]) for group in optimizer.param_groups]:
        raise ValueError("other groups of parameters")
    fill(model, weights)
    optimizer.load_state_dict(state)
    return int(epoch)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    try:
        first = load_checkpoint(path, model, optimizer)
    except FileNotFoundError:
        first = 0
    for epoch in range(epochs):
        if epoch < first:
            continue
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch=epoch + 1)
