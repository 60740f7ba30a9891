"""The helpers of torch.autograd.functional, and a loop that breaks in the middle."""

from torch.autograd import functional


def double_until(x, limit=1000.0):
    y = x
    while True:
        y = y + y
        if (y**2).sum() ** 0.5 >= limit:
            return y


def weighted_backward(x, v):
    return functional.vjp(double_until, x, v)[1]


def vjp(f, x, v):
    _, product = functional.vjp(f, x, v)
    return product


def jacobian(f, x):
    return functional.jacobian(f, x)


def jvp(f, x, u):
    _, product = functional.jvp(f, x, u)
    return product
