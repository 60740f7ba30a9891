"""One sample at a time: vectors, outer products, and their sum."""


def forward(x, w1, w2):
    h = torch.stack([sample @ w1 for sample in x])
    relu = torch.stack([row * (row > 0) for row in h])
    return h, relu, torch.stack([row @ w2 for row in relu])


def squared_error(prediction, y):
    total = torch.zeros((), dtype=y.dtype)
    for row, goal in zip(prediction, y, strict=True):
        total = total + torch.dot(row - goal, row - goal)
    return total


def gradients(x, y, w1, w2):
    grad_w1, grad_w2 = torch.zeros_like(w1), torch.zeros_like(w2)
    for sample, goal in zip(x, y, strict=True):
        h = sample @ w1
        relu = h.clip(min=0)
        upstream = 2 * (relu @ w2 - goal)
        grad_h = w2 @ upstream
        grad_h[h <= 0] = 0
        grad_w1 += torch.outer(sample, grad_h)
        grad_w2 += torch.outer(relu, upstream)
    return grad_w1, grad_w2


def train(x, y, w1, w2, lr, epochs):
    if epochs == 0:
        return [], w1, w2
    loss = squared_error(forward(x, w1, w2)[2], y).item()
    grad_w1, grad_w2 = gradients(x, y, w1, w2)
    losses, *trained = train(x, y, w1 - lr * grad_w1, w2 - lr * grad_w2, lr, epochs - 1)
    return [loss, *losses], *trained
