"""When do you measure each loss: before the weights move, or when they have moved? And the caller's
own weights change, for an operator such as -= writes into the tensor you were given.
"""

FAILS = (
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
    "check_train_leaves_inputs_alone",
)


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 -= lr * grad_w1
        w2 -= lr * grad_w2
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
    return losses, w1, w2
