"""Variable, .data, zero_() and retain_graph, as in code from before 2018."""

from torch.autograd import Variable


def double_until(x, limit=1000.0):
    y = x * 2
    while y.data.norm() < limit:
        y = y * 2
    return y


def weighted_backward(x, v):
    x = Variable(x.data.clone(), requires_grad=True)
    y = double_until(x)
    y.backward(v)
    return x.grad.data


def vjp(f, x, v):
    x = Variable(x.data, requires_grad=True)
    f(x).backward(gradient=Variable(v))
    return x.grad.data


def jacobian(f, x):
    x = Variable(x.data.clone(), requires_grad=True)
    y = f(x)
    table = torch.zeros(y.size(0), x.size(0)).type_as(x.data)
    for i in range(y.size(0)):
        if x.grad is not None:
            x.grad.data.zero_()
        y[i].backward(retain_graph=True)
        table[i] = x.grad.data
    return table


def jvp(f, x, u):
    return jacobian(f, x).mm(u.view(-1, 1)).squeeze(1)
