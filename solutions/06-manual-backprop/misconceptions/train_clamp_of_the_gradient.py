"""The loop of `train` finds gradients of its own, and on the way back through ReLU it looks at the
sign of the gradient that arrives. What did ReLU look at when it decided what to let through?
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        _, relu, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_prediction = 2 * (prediction - y)
        grad_h = (grad_prediction @ w2.t()).clamp(min=0)
        w1 = w1 - lr * x.t() @ grad_h
        w2 = w2 - lr * relu.t() @ grad_prediction
    return losses, w1, w2
