"""Your step takes each gradient to the CPU first. A weight on a GPU has its gradient there, and
there is where the two should meet.
"""

FAILS = ("check_step_on_meta",)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * weight.grad.cpu()
            weight.grad = None
