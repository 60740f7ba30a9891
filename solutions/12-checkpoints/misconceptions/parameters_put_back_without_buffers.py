"""After an error you put the parameters back, but not the buffers of the batch norm layer."""

FAILS = ("check_load_weights_is_all_or_nothing",)


def load_weights(path, model):
    before = [p.detach().clone() for p in model.parameters()]
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception:
        with torch.no_grad():
            for p, old in zip(model.parameters(), before, strict=True):
                p.copy_(old)
        raise
