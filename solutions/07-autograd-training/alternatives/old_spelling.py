"""The spelling of the first years: Variable, mm, .data."""

from torch.autograd import Variable


def loss_of(x, y, w1, w2):
    return (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()


def gradients(x, y, w1, w2):
    w1 = Variable(w1.data.clone(), requires_grad=True)
    w2 = Variable(w2.data.clone(), requires_grad=True)
    loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
    loss.backward()
    return w1.grad.data, w2.grad.data


def step(weights, lr):
    for w in weights:
        if w.grad is not None:
            w.data -= lr * w.grad.data
            w.grad.data.zero_()


def train(x, y, w1, w2, lr, epochs):
    w1 = Variable(w1.data.clone(), requires_grad=True)
    w2 = Variable(w2.data.clone(), requires_grad=True)
    losses = torch.zeros(epochs, dtype=x.dtype, device=x.device)
    for epoch in range(epochs):
        y_pred = x.mm(w1).clamp(min=0).mm(w2)
        loss = (y_pred - y).pow(2).sum()
        losses[epoch] = loss.data
        loss.backward()
        w1.data -= lr * w1.grad.data
        w2.data -= lr * w2.grad.data
        w1.grad.data.zero_()
        w2.grad.data.zero_()
    return losses, w1.data, w2.data
