"""You change a leaf while autograd is watching, and it refuses. Where can you do this unseen?"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
)


def step(weights, lr):
    for weight in weights:
        if weight.grad is not None:
            weight -= lr * weight.grad
        weight.grad = None
