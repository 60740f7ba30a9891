"""Each of your steps is half as long as it should be. What is the derivative of a square? If your
`gradients` knows, why not let it do the work here?
"""

FAILS = ("check_train_by_hand", "check_train", "check_train_one_epoch", "check_train_at_full_size")


def train(x, y, w1, w2, lr, epochs):
    losses = []
    for _ in range(epochs):
        h, relu, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_prediction = prediction - y
        grad_h = (grad_prediction @ w2.t()) * (h > 0)
        w1 = w1 - lr * x.t() @ grad_h
        w2 = w2 - lr * relu.t() @ grad_prediction
    return losses, w1, w2
