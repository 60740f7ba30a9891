"""You copy by way of NumPy, which sees only what is on the CPU. A tensor can copy itself."""

FAILS = ("check_snapshot_on_the_models_device",)


def snapshot(model):
    return {n: torch.tensor(t.detach().numpy()) for n, t in model.state_dict().items()}
