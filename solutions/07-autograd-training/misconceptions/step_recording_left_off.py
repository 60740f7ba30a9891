"""You switch recording off and do not switch it on again. From then on no graph is drawn,
anywhere. How does a with block help?
"""

FAILS = (
    "check_step_recording_goes_on",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
    "check_train_leaves_weights_alone",
    "check_train_recording_goes_on",
    "check_train_on_meta",
)


def step(weights, lr):
    torch.set_grad_enabled(False)
    for weight in weights:
        if weight.grad is not None:
            weight -= lr * weight.grad
        weight.grad = None
