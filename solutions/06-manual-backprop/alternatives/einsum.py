"""Every product an `einsum`, every transpose a swap of letters."""


def forward(x, w1, w2):
    h = torch.einsum("si,ih->sh", x, w1)
    relu = torch.einsum("sh,sh->sh", h, (h > 0).to(h.dtype))
    return h, relu, torch.einsum("sh,ho->so", relu, w2)


def squared_error(prediction, y):
    difference = prediction - y
    return torch.einsum("so,so->", difference, difference)


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    upstream = prediction - y + prediction - y
    alive = torch.heaviside(h, torch.zeros((), dtype=h.dtype))
    grad_h = torch.einsum("so,ho,sh->sh", upstream, w2, alive)
    return torch.einsum("si,sh->ih", x, grad_h), torch.einsum("sh,so->ho", relu, upstream)


def train(x, y, w1, w2, lr, epochs):
    losses, weights = [], (w1, w2)
    for _ in range(epochs):
        loss = squared_error(forward(x, *weights)[-1], y)
        losses.append(loss)
        steps = gradients(x, y, *weights)
        weights = tuple(
            w - torch.einsum(",ij->ij", torch.tensor(lr).to(w), g)
            for w, g in zip(weights, steps, strict=True)
        )
    return [loss.item() for loss in losses], *weights
