"""torch.func: vjp, jvp and jacrev; the doubling counted first and done in one product."""

from torch import func


def double_until(x, limit=1000.0):
    k = 1
    with torch.no_grad():
        while torch.norm(x * 2**k) < limit:
            k += 1
    return x * 2**k


def weighted_backward(x, v):
    return func.grad(lambda t: (v * double_until(t)).sum())(x.detach())


def vjp(f, x, v):
    _, pull_back = func.vjp(f, x.detach())
    return pull_back(v)[0]


def jacobian(f, x):
    return func.jacrev(f)(x.detach())


def jvp(f, x, u):
    return func.jvp(f, (x.detach(),), (u,))[1]
