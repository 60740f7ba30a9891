"""In-place filling methods, and questions put to the tensor's own methods."""

import torch


def typed(values):
    exact = torch.tensor(values, dtype=torch.float64)
    return {
        "float32": exact.float(),
        "float64": exact,
        "int16": exact.short(),
        "int32": exact.int(),
        "int64": exact.long(),
    }


def uninitialized(rows, cols):
    return torch.zeros(()).new_empty((rows, cols))


def long_zeros(rows, cols):
    return torch.empty(rows, cols, dtype=torch.long).zero_()


def long_ones(rows, cols):
    return torch.empty(rows, cols).fill_(1).long()


def long_eye(rows, cols):
    return torch.zeros(rows, cols).long().fill_diagonal_(1)


def uniform(rows, cols, generator):
    return torch.empty(rows, cols).uniform_(generator=generator)


def normal(rows, cols, generator):
    return torch.empty(rows, cols).normal_(0, 1, generator=generator)


def random_like(x):
    return x.detach().clone().normal_()


def from_list(values):
    return torch.as_tensor(values)


def from_array(array):
    return torch.as_tensor(array)


def copy_array(array):
    return torch.from_numpy(array).clone()


def to_array(x):
    return x.detach().cpu().numpy().copy()


def shape_facts(x):
    return {
        "elements": x.nelement(),
        "dimensions": x.dim(),
        "first": x.size(0),
        "last": x.size(-1),
        "shape": x.size(),
    }


def scalar(x):
    if x.numel() != 1:
        raise ValueError("there must be exactly one element")
    return x.flatten().tolist()[0]
