"""Lesser-known functions: full, tril, randint, Box and Muller, asarray, unravelled sizes."""

import math

import numpy as np
import torch


def typed(values):
    return {
        str(dtype).split(".")[1]: torch.asarray(values, dtype=dtype)
        for dtype in (torch.float, torch.double, torch.short, torch.int, torch.long)
    }


def uninitialized(rows, cols):
    return torch.full((rows, cols), math.nan)


def long_zeros(rows, cols):
    return torch.full([rows, cols], 0)


def long_ones(rows, cols):
    return torch.arange(1, 2).expand(rows, cols)


def long_eye(rows, cols):
    return (torch.arange(rows).unsqueeze(1) == torch.arange(cols)).to(torch.int64)


def uniform(rows, cols, generator):
    return torch.randint(2**24, (rows, cols), generator=generator) / 2**24


def normal(rows, cols, generator):
    above_zero = 1 - torch.rand(rows, cols, generator=generator)
    angle = 2 * math.pi * torch.rand(rows, cols, generator=generator)
    return (-2 * above_zero.log()).sqrt() * angle.cos()


def random_like(x):
    return torch.normal(torch.zeros_like(x), torch.ones_like(x))


def from_list(values):
    return torch.asarray(values)


def from_array(array):
    return torch.asarray(array, copy=False)


def copy_array(array):
    return torch.asarray(array, copy=True)


def to_array(x):
    with torch.no_grad():
        return np.from_dlpack(x.detach().clone())


def shape_facts(x):
    shape = x.shape
    return {
        "shape": shape,
        "first": shape[:1].numel(),
        "last": shape[-1:].numel(),
        "dimensions": x.ndim,
        "elements": shape.numel(),
    }


def scalar(x):
    return x.squeeze().item()
