"""The spelling of before 2018: `Variable`, `.data`, `zero_()`, and methods all the way."""

from torch.autograd import Variable


def tracked(x):
    return Variable(x.data.clone(), requires_grad=True)


def enable_grad_in_place(a):
    a.requires_grad = True
    return a


def graph(x):
    y = x.add(2)
    z = y.pow(2).mul(3)
    return y, z, z.sum().div(z.nelement())


def made_by(t):
    if t.grad_fn is None:
        return None
    return str(t.grad_fn).split(" ")[0].strip("<>")


def gradient_example(x):
    own = Variable(x.data, requires_grad=True)
    own.add(2).pow(2).mul(3).mean().backward()
    return own.grad.data


def untracked_square(x):
    return x.data.pow(2)


def line_gradients(x, w, b):
    x, w, b = (Variable(t.data, requires_grad=True) for t in (x, w, b))
    y = w.mul(x).add(b)
    y.backward(torch.ones(y.size(), dtype=y.dtype))
    return x.grad.data, w.grad.data, b.grad.data


def accumulated(x, times):
    own = Variable(x.data, requires_grad=True)
    seen = []
    while len(seen) < times:
        own.mul(own).sum().backward()
        seen += [own.grad.data.clone()]
    return seen


def fresh(x, times):
    own = Variable(x.data, requires_grad=True)
    seen = []
    for k in range(times):
        if k > 0:
            own.grad.data.zero_()
        own.pow(2).sum().backward()
        seen.append(own.grad.data.clone())
    return seen


def branching(x):
    if x.data.sum().item() > 0:
        return x.pow(2).sum()
    return x.mul(-3).sum()
