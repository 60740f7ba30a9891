"""Variable and .data, and every step written out by hand."""

from torch.autograd import Variable


def gradient_descent(f, w, lr, steps):
    w = Variable(w.clone(), requires_grad=True)
    for _ in range(steps):
        if w.grad is not None:
            w.grad.data.zero_()
        f(w).backward()
        w.data = w.data - lr * w.grad.data
    return w.data


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    for i in range(len(params)):
        velocity[i].data.copy_(velocity[i].data * momentum + grads[i].data)
        params[i].data = params[i].data - lr * velocity[i].data


def newton(f, w, steps):
    """The Hessian filled column by column; the system solved by its inverse."""
    w = w.data.clone()
    for _ in range(steps):
        point = Variable(w, requires_grad=True)
        slope = torch.autograd.grad(f(point), point, create_graph=True)[0]
        hessian = w.new(w.numel(), w.numel())
        for i in range(w.numel()):
            hessian[:, i] = torch.autograd.grad(slope[i], point, retain_graph=True)[0]
        w = w - hessian.inverse().mv(slope.data)
    return w


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    for part in model.modules():
        part.training = True
    velocity = {}
    all_losses = []
    for _ in range(epochs):
        mean = 0
        for number, data in enumerate(loader, 1):
            scores = model(Variable(data[0].to(device)))
            labels = Variable(data[1].to(device))
            loss = scores.logsumexp(1).mean() - scores.gather(1, labels.view(-1, 1)).mean()
            for p in model.parameters():
                p.grad = None
            loss.backward()
            for p in model.parameters():
                if p not in velocity:
                    velocity[p] = p.grad.data.clone()
                else:
                    velocity[p] = velocity[p] * momentum + p.grad.data
                p.data = p.data - lr * velocity[p]
            mean += (loss.data.item() - mean) / number
        all_losses.append(mean)
    return all_losses
