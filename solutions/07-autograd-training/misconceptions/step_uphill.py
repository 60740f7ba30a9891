"""Your step goes uphill. The gradient points to where the loss grows."""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight += lr * weight.grad
            weight.grad = None
