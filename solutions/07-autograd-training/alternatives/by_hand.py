"""Backpropagation by hand, einsum, and foreach."""


def loss_of(x, y, w1, w2):
    relu = torch.einsum("si,ih->sh", x, w1).relu()
    error = torch.einsum("sh,ho->so", relu, w2).sub(y)
    return torch.einsum("so,so->", error, error)


def gradients(x, y, w1, w2):
    w1, w2 = w1.detach(), w2.detach()
    h = x @ w1
    upstream = 2 * (h.relu() @ w2 - y)
    grad_h = torch.where(h > 0, upstream @ w2.T, torch.zeros_like(h))
    return x.T @ grad_h, h.relu().T @ upstream


def step(weights, lr):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    moving = [w for w in weights if w.grad is not None]
    if moving:
        torch._foreach_add_(moving, [w.grad for w in moving], alpha=-lr)
    for w in moving:
        w.grad = torch.zeros_like(w)
    torch.set_grad_enabled(before)


def train(x, y, w1, w2, lr, epochs):
    with torch.no_grad():
        w1, w2 = w1.clone(), w2.clone()
        losses = torch.zeros_like(x[0, :1]).repeat(epochs)
        for k in range(epochs):
            losses[k] = loss_of(x, y, w1, w2)
            g1, g2 = gradients(x, y, w1, w2)
            w1 -= lr * g1
            w2 -= lr * g2
    return losses, w1, w2
