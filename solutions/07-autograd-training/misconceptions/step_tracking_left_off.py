"""After your step the weights do not require gradients any more, so it was their last. Recording
can be switched off for a moment without touching the weights.
"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
    "check_step_without_gradient",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
    "check_train_leaves_weights_alone",
    "check_train_on_meta",
)


def step(weights, lr):
    for weight in weights:
        gradient, weight.grad = weight.grad, None
        weight.requires_grad_(False)
        if gradient is not None:
            weight -= lr * gradient
