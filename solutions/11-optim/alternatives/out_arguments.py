"""Results written with out= and copy_, recursion for loops, gradients by hooks and by sums."""


def gradient_descent(f, w, lr, steps):
    if steps == 0:
        return w
    leaf = w.detach().requires_grad_()
    seen = []
    leaf.register_hook(seen.append)
    f(leaf).backward()
    return gradient_descent(f, torch.add(w, seen[0], alpha=-lr), lr, steps - 1)


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    with torch.no_grad():
        for index, (p, g) in enumerate(zip(params, grads, strict=True)):
            v = velocity[index]
            torch.add(g, v, alpha=momentum, out=v)
            p[...] = torch.lerp(p, p - v, lr)


def newton(f, w, steps):
    for _ in range(steps):
        with torch.enable_grad():
            leaf = w.clone().requires_grad_()
            slope = torch.autograd.grad(f(leaf), leaf, create_graph=True)[0]
            basis = torch.eye(leaf.numel(), dtype=w.dtype, device=w.device)
            hessian = torch.autograd.grad(slope, leaf, basis, is_grads_batched=True)[0]
        values, axes = torch.linalg.eigh(hessian)
        w = w - axes @ ((axes.t() @ slope.detach()) / values)
    return w


def fit(model, loader, epochs, lr, momentum, device):
    """The loss from one-hot labels; each p.grad turned into the velocity itself."""
    model.to(device)
    model.train(True)
    losses = []
    held = None
    for _ in range(epochs):
        seen = []
        for inputs, labels in loader:
            inputs, labels = inputs.to(device=device), labels.to(device=device)
            scores = model(inputs)
            wanted = F.one_hot(labels, scores.shape[1]).to(scores.dtype)
            loss = -(wanted * scores.log_softmax(-1)).sum() / len(labels)
            grads = torch.autograd.grad(loss, list(model.parameters()))
            held = held or [torch.zeros_like(g) for g in grads]
            with torch.no_grad():
                for p, g, v in zip(model.parameters(), grads, held, strict=True):
                    v.copy_(g + momentum * v)
                    p.copy_(p - lr * v)
            seen.append(loss.detach())
        losses.append(torch.stack(seen).mean().item())
    return losses
