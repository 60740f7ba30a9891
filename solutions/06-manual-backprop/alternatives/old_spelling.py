"""The spelling of before 2018: `Variable`, `.data`, `mm` and steps in place, on copies."""

from torch.autograd import Variable


def forward(x, w1, w2):
    h = Variable(x).mm(Variable(w1))
    relu = h.data.clone().clamp_(min=0)
    return h.data, relu, relu.mm(w2.data)


def squared_error(prediction, y):
    return Variable(prediction).sub(Variable(y)).pow(2).sum().data


def gradients(x, y, w1, w2):
    h, relu, prediction = forward(x, w1, w2)
    upstream = prediction.sub_(y).mul_(2)
    grad_h = upstream.mm(w2.t()).clone()
    grad_h[h.data < 0] = 0
    return x.t().mm(grad_h), relu.t().mm(upstream)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = w1.data.clone(), w2.data.clone()
    losses = []
    for _ in range(epochs):
        losses.append(squared_error(forward(x, w1, w2)[2], y).item())
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1.sub_(lr * grad_w1)
        w2.add_(grad_w2, alpha=-lr)
    return losses, w1, w2
