"""NumPy in between: tensors only where they come in and go out."""

import numpy as np


def forward(x, w1, w2):
    h = x.numpy() @ w1.numpy()
    relu = np.maximum(h, 0)
    return tuple(torch.from_numpy(array) for array in (h, relu, relu @ w2.numpy()))


def squared_error(prediction, y):
    return torch.as_tensor(np.sum((prediction.numpy() - y.numpy()) ** 2))


def _step_back(x, y, w1, w2):
    h = x @ w1
    relu = np.where(h > 0, h, 0)
    error = relu @ w2 - y
    grad_h = 2 * error @ w2.T * np.sign(relu)
    return (error**2).sum(), x.T @ grad_h, 2 * relu.T @ error


def gradients(x, y, w1, w2):
    _, grad_w1, grad_w2 = _step_back(*(t.numpy() for t in (x, y, w1, w2)))
    return torch.from_numpy(grad_w1), torch.from_numpy(grad_w2)


def train(x, y, w1, w2, lr, epochs):
    x, y, w1, w2 = (t.numpy().copy() for t in (x, y, w1, w2))
    losses = []
    for _ in range(epochs):
        loss, grad_w1, grad_w2 = _step_back(x, y, w1, w2)
        losses.append(float(loss))
        w1 -= lr * grad_w1
        w2 -= lr * grad_w2
    return losses, torch.from_numpy(w1), torch.from_numpy(w2)
