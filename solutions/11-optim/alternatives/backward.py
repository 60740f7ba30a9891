"""backward() and .grad everywhere, updates under no_grad, gradients cleared at the end."""


def gradient_descent(f, w, lr, steps):
    w = w.clone().requires_grad_(True)
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@torch.no_grad()
def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    for p, g, v in zip(params, grads, velocity, strict=True):
        v *= momentum
        v += g
        p -= lr * v
    return params, velocity


def newton(f, w, steps):
    """The Hessian row by row; its inverse times the gradient."""
    w = w.detach().clone()
    for _ in range(steps):
        w.requires_grad_(True)
        (slope,) = torch.autograd.grad(f(w), w, create_graph=True)
        rows = [torch.autograd.grad(slope[i], w, retain_graph=True)[0] for i in range(len(w))]
        with torch.no_grad():
            w = w - torch.inverse(torch.stack(rows)) @ slope
    return w.detach()


def fit(model, loader, epochs, lr, momentum, device):
    model = model.to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _epoch in range(epochs):
        model.train()
        batch_losses = []
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            output = model(x)
            loss = criterion(output, y)
            batch_losses.append(loss.item())
            loss.backward()
            optimizer.step()
            optimizer.zero_grad(set_to_none=False)
        history.append(sum(batch_losses) / len(batch_losses))
    return history
