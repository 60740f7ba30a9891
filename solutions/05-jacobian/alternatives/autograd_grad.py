"""torch.autograd.grad and torch functions; no .grad is ever touched, and y is kept for all rows."""


def double_until(x, limit=1000.0):
    y = torch.add(x, x)
    while torch.lt(torch.linalg.vector_norm(y), limit):
        y = torch.mul(y, 2)
    return y


def weighted_backward(x, v):
    leaf = torch.detach(x).requires_grad_()
    return torch.autograd.grad(double_until(leaf), leaf, grad_outputs=v)[0]


def vjp(f, x, v):
    leaf = torch.detach(x).requires_grad_()
    (gradient,) = torch.autograd.grad(torch.dot(f(leaf), v), (leaf,))
    return gradient


def jacobian(f, x):
    leaf = torch.detach(x).requires_grad_()
    rows = [torch.autograd.grad(one, leaf, retain_graph=True)[0] for one in f(leaf)]
    return torch.stack(rows, dim=0)


def jvp(f, x, u):
    return torch.mv(jacobian(f, x), u)
