"""You change a leaf while autograd is watching, and it refuses. Where can you do this unseen?"""

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
    "check_train_on_meta",
)


def step(weights, lr):
    for weight in weights:
        if weight.grad is not None:
            weight -= lr * weight.grad
        weight.grad = None
