"""Functions built from one another; spare models whose tensors change hands."""


def save_model(path, model):
    torch.save(copy.deepcopy(model).eval(), str(path))


def load_model(path):
    saved = torch.load(str(path), map_location="cpu", weights_only=False)
    return copy.deepcopy(saved).requires_grad_(False).eval()


def snapshot(model):
    return {name: t.detach() for name, t in copy.deepcopy(model).state_dict().items()}


def save_weights(path, model):
    torch.save(snapshot(model), path)


def safely(model, weights):
    """Exchange everything, or nothing."""
    spare = copy.deepcopy(model)
    missing, unexpected = spare.load_state_dict(weights, strict=False)
    if missing or unexpected:
        raise RuntimeError(f"missing: {missing}, unexpected: {unexpected}")
    for own, other in zip(model.parameters(), spare.parameters(), strict=True):
        own.data = other.data
    for own, other in zip(model.buffers(), spare.buffers(), strict=True):
        own.data = other.data


def load_weights(path, model):
    safely(model, torch.load(path, map_location="cpu", weights_only=True))


def save_checkpoint(path, model, optimizer, epoch):
    memory = copy.deepcopy(optimizer.state_dict())
    torch.save({"epoch": epoch, "optimizer": memory, "model": snapshot(model)}, path)


def load_checkpoint(path, model, optimizer):
    match torch.load(path, map_location="cpu", weights_only=True):
        case {"model": weights, "optimizer": memory, "epoch": epoch}:
            old = copy.deepcopy(optimizer.state_dict())
            optimizer.load_state_dict(memory)
            try:
                safely(model, weights)
            except Exception:
                optimizer.load_state_dict(old)
                raise
            return epoch
        case _:
            raise ValueError("this is no checkpoint")


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    here = Path(path)
    finished = load_checkpoint(here, model, optimizer) if here.exists() else 0
    todo = list(range(epochs))[finished:]
    for epoch in todo:
        train_epoch(model, optimizer, epoch)
        save_checkpoint(here, model, optimizer, todo[0] + len(todo[: epoch - finished + 1]))
