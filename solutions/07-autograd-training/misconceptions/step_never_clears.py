"""Your first step is right. In the next round yesterday's gradient is still there, and backward
adds to it. What is missing at the end?
"""

FAILS = ("check_step_clears",)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * weight.grad
