"""Your weights do not move. There are two usual reasons: the gradient is cleared before it is
used, or the loop makes new tensors and those in the list stay as they were. Which one is yours?
"""

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
                weight.grad.zero_()
                weight -= lr * weight.grad
