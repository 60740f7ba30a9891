"""torch.func: functions that make gradients; the model as a function of its parameters."""


def gradient_descent(f, w, lr, steps):
    slope = torch.func.grad(f)
    for _ in range(steps):
        w = torch.sub(w, slope(w), alpha=lr)
    return w


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    if not params:
        return
    with torch.no_grad():
        torch._foreach_mul_(velocity, momentum)
        torch._foreach_add_(velocity, grads)
        torch._foreach_add_(params, velocity, alpha=-lr)


def newton(f, w, steps):
    slope, hessian = torch.func.grad(f), torch.func.hessian(f)
    for _ in range(steps):
        lower = torch.linalg.cholesky(hessian(w))
        w = w - torch.cholesky_solve(slope(w).unsqueeze(1), lower).squeeze(1)
    return w


def fit(model, loader, epochs, lr, momentum, device):
    """The gradients of a function of the parameters, and sgd_momentum for the steps."""
    model.to(device).train()
    names, params = zip(*model.named_parameters(), strict=True)
    velocity = [torch.zeros_like(p) for p in params]
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            output = torch.func.functional_call(
                model, dict(zip(names, params, strict=True)), inputs
            )
            loss = F.nll_loss(output.log_softmax(1), labels)
            sgd_momentum(params, torch.autograd.grad(loss, params), velocity, lr, momentum)
            total, count = total + float(loss), count + 1
        losses.append(total / count)
    return losses
