"""Saving has switched the caller's model to evaluation mode. Its training goes on after you, in
the wrong mode.
"""

FAILS = (
    "check_save_model_by_hand",
    "check_save_model",
)


def save_model(path, model):
    torch.save(model.eval(), path)
