"""Operators, torch.autograd.grad and in-place methods."""


def loss_of(x, y, w1, w2):
    h = x @ w1
    error = (h * (h > 0)) @ w2 - y
    return (error**2).sum()


def gradients(x, y, w1, w2):
    own = [w.detach().clone().requires_grad_(True) for w in (w1, w2)]
    return torch.autograd.grad(loss_of(x, y, *own), own)


@torch.no_grad()
def step(weights, lr):
    for w in weights:
        if w.grad is None:
            continue
        w.sub_(w.grad, alpha=lr)
        w.grad.zero_()


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = w1.detach(), w2.detach()
    losses = x.new_empty(epochs)
    for k in range(epochs):
        w1.requires_grad_(), w2.requires_grad_()
        loss = loss_of(x, y, w1, w2)
        g1, g2 = torch.autograd.grad(loss, [w1, w2])
        losses[k] = loss.detach()
        w1, w2 = w1.detach() - lr * g1, w2.detach() - lr * g2
    return losses, w1, w2
