"""After your step the weights do not require gradients any more, so it was their last. Recording
can be switched off for a moment without touching the weights.
"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
)


def step(weights, lr):
    for weight in weights:
        gradient, weight.grad = weight.grad, None
        weight.requires_grad_(False)
        if gradient is not None:
            weight -= lr * gradient
