"""NumPy reads and writes the memory of the tensors."""

import numpy as np
import torch


def absolute(x):
    return torch.tensor(np.abs(x.numpy()))


def add(x, y):
    return torch.tensor(x.numpy() + y.numpy())


def add_out(x, y, out):
    np.add(x.numpy(), y.numpy(), out=out.numpy())
    return out


def add_in_place(y, x):
    shared = y.numpy()
    shared += x.numpy()
    return y


def arithmetic(x, y):
    a, b = x.numpy(), y.numpy()
    quotient = a / b if x.is_floating_point() else (a / b).astype(np.float32)
    return tuple(torch.tensor(result) for result in (a - b, a * b, quotient, a**b))


def matrix_product(a, b):
    return torch.from_numpy(np.dot(a.numpy(), b.numpy()))


def matrix_vector(a, v):
    return torch.from_numpy((a.numpy() * v.numpy()).sum(axis=1))


def clip(x, low, high):
    return torch.tensor(np.clip(x.numpy(), low, high))


def views(x):
    array = x.numpy()
    if not array.flags["C_CONTIGUOUS"]:
        raise ValueError("not contiguous")
    flat = torch.from_numpy(array.ravel())
    return flat, torch.from_numpy(array.reshape(-1, 8))
