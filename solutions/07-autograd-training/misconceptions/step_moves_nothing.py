"""Your weights do not move. There are two usual reasons: the gradient is cleared before it is
used, or your code makes new tensors and those that were given stay as they were. `w = w - ...`
makes a new tensor; which operator changes the one that is there?
"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight.grad.zero_()
                weight -= lr * weight.grad
