"""Your step is as long as the gradient itself. Who decides how far to go?"""

FAILS = (
    "check_step_by_hand",
    "check_step",
    "check_step_clears",
    "check_step_without_gradient",
    "check_train_by_hand",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
    "check_train_leaves_weights_alone",
)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= weight.grad
            weight.grad = None
