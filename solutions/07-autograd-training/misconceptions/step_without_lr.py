"""Your step is as long as the gradient itself. Who decides how far to go?"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= weight.grad
            weight.grad = None
