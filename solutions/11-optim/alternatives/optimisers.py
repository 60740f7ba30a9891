"""torch.optim wherever it can do the work."""


def gradient_descent(f, w, lr, steps):
    point = nn.Parameter(w.detach().clone())
    optimizer = torch.optim.SGD([point], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        f(point).backward()
        optimizer.step()
    return point.detach()


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    """A fresh torch.optim.SGD that is given the velocities as its own state."""
    stand_ins = [p.detach() for p in params]
    optimizer = torch.optim.SGD(stand_ins, lr=lr, momentum=momentum)
    for p, g, v in zip(stand_ins, grads, velocity, strict=True):
        p.grad = g.detach().clone()
        optimizer.state[p]["momentum_buffer"] = v
    if momentum == 0:
        for v, g in zip(velocity, grads, strict=True):
            v.copy_(g)
    optimizer.step()


def newton(f, w, steps):
    point = w.detach().clone()
    for _ in range(steps):
        slope = torch.autograd.functional.jacobian(f, point)
        curvature = torch.autograd.functional.hessian(f, point)
        point.sub_(torch.linalg.lstsq(curvature, slope[:, None]).solution[:, 0])
    return point


def fit(model, loader, epochs, lr, momentum, device):
    """The step is given a closure, and hands its loss back."""
    model.train().to(torch.device(device))
    optimizer = torch.optim.SGD(
        [{"params": [p]} for p in model.parameters()], lr=lr, momentum=momentum
    )
    losses = torch.zeros(epochs, dtype=torch.float64)
    for epoch in range(epochs):
        for inputs, labels in loader:

            def closure(inputs=inputs, labels=labels):
                model.zero_grad()
                loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
                loss.backward()
                return loss

            losses[epoch] += optimizer.step(closure).detach()
    return (losses / len(loader)).tolist()
