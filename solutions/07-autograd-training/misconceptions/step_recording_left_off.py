"""You switch recording off and do not switch it on again. From then on no graph is drawn,
anywhere. How does a with block help?
"""

FAILS = ("check_step_recording_goes_on",)


def step(weights, lr):
    torch.set_grad_enabled(False)
    for weight in weights:
        if weight.grad is not None:
            weight -= lr * weight.grad
        weight.grad = None
