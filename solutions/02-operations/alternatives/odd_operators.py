"""Signs, maxima, einsum, scans and strides: right, and not what one expects."""

import math

import torch


def absolute(x):
    return torch.maximum(x, x.neg())


def add(x, y):
    return x - (-y)


def add_out(x, y, out):
    out[:] = x
    out += y
    return out


def add_in_place(y, x):
    y -= -x
    return y


def arithmetic(x, y):
    power = torch.float_power(x, y)
    whole = not x.is_floating_point()
    return (
        x + -y,
        torch.einsum("...,...->...", x, y),
        x * (1.0 / y),
        (power.round() if whole else power).to(x.dtype),
    )


def matrix_product(a, b):
    return torch.einsum("ik,kj->ij", a, b)


def matrix_vector(a, v):
    return torch.tensordot(a, v, dims=1)


def clip(x, low, high):
    low = -math.inf if low is None else low
    high = math.inf if high is None else high
    return torch.nn.functional.hardtanh(x, low, high)


def views(x):
    count = x.numel()
    places = x.data_ptr() + x.element_size() * torch.arange(count).reshape(x.shape)
    if any(x[i, j].data_ptr() != places[i, j] for i in range(len(x)) for j in range(x.size(1))):
        raise RuntimeError("the entries do not lie one behind the other")
    return x.as_strided((count,), (1,)), x.as_strided((count // 8, 8), (8, 1))
