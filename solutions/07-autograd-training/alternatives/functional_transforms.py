"""torch.func, new tensors put in place of the old data."""


def loss_of(x, y, w1, w2):
    error = torch.sub(torch.threshold(torch.mm(x, w1), 0, 0).mm(w2), y)
    return torch.sum(torch.square(error))


def gradients(x, y, w1, w2):
    both = torch.func.grad(lambda a, b: loss_of(x, y, a, b), argnums=(0, 1))
    return both(w1.detach(), w2.detach())


def step(weights, lr):
    for w in weights:
        if isinstance(w.grad, torch.Tensor):
            w.data = w.data - lr * w.grad
        w.grad = None


def train(x, y, w1, w2, lr, epochs):
    both = torch.func.grad_and_value(lambda weights: loss_of(x, y, *weights))
    weights, losses = (w1.detach(), w2.detach()), []
    for _ in range(epochs):
        slopes, loss = both(weights)
        losses += [loss]
        weights = tuple(w - lr * slope for w, slope in zip(weights, slopes, strict=True))
    return torch.stack(losses), *weights
