"""Copies that are changed in place, masks, and copy_."""

import torch


def absolute(x):
    result = x.clone()
    result[result < 0] *= -1
    return result


def add(x, y):
    return x.clone().add_(y)


def add_out(x, y, out):
    return out.copy_(x).add_(y)


def add_in_place(y, x):
    y[...] = x + y
    return y


def arithmetic(x, y):
    quotient = x.clone() if x.is_floating_point() else x.float()
    return x.clone().sub_(y), x.clone().mul_(y), quotient.div_(y), x.clone().pow_(y)


def matrix_product(a, b):
    return torch.zeros(a.size(0), b.size(1), dtype=a.dtype).addmm_(a, b)


def matrix_vector(a, v):
    return a.mm(v.unsqueeze(1)).squeeze(1)


def clip(x, low, high):
    result = x.clone()
    if low is not None:
        result[x < low] = low
    if high is not None:
        result[x > high] = high
    return result


def views(x):
    flat = x.view(x.nelement())
    return flat, flat.unflatten(0, (-1, 8))
