"""`torch.nn.functional` forwards, and its own derivative of ReLU backwards."""

import torch.nn.functional as F


def forward(x, w1, w2):
    h = F.linear(x, w1.t())
    relu = F.relu(h)
    return h, relu, F.linear(relu, w2.t())


def squared_error(prediction, y):
    return F.mse_loss(prediction, y, reduction="sum")


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    upstream = 2.0 * (prediction - y)
    grad_h = torch.ops.aten.threshold_backward(F.linear(upstream, w2), h, 0)
    return F.linear(x.t(), grad_h.t()), F.linear(relu.t(), upstream.t())


def train(x, y, w1, w2, lr, epochs):
    first, second = (torch.nn.Parameter(w.clone(), requires_grad=False) for w in (w1, w2))
    optimiser = torch.optim.SGD([first, second], lr=lr)
    losses = []
    for _ in range(epochs):
        losses.append(F.mse_loss(forward(x, first, second)[2], y, reduction="sum").item())
        first.grad, second.grad = gradients(x, y, first, second)
        optimiser.step()
    return losses, first.data, second.data
