"""Spellings from before 2018: capital types, Variable, .data."""

import torch
from torch.autograd import Variable


def typed(values):
    return {
        "float32": torch.FloatTensor(values),
        "float64": torch.DoubleTensor(values),
        "int16": torch.ShortTensor(values),
        "int32": torch.IntTensor(values),
        "int64": torch.LongTensor(values),
    }


def uninitialized(rows, cols):
    return Variable(torch.Tensor(rows, cols))


def long_zeros(rows, cols):
    return torch.LongTensor(rows, cols).zero_()


def long_ones(rows, cols):
    return torch.LongTensor(rows, cols).fill_(1)


def long_eye(rows, cols):
    return torch.eye(rows, cols).type(torch.LongTensor)


def uniform(rows, cols, generator):
    return torch.FloatTensor(rows, cols).uniform_(0, 1, generator=generator)


def normal(rows, cols, generator):
    return torch.normal(torch.zeros(rows, cols), torch.ones(rows, cols), generator=generator)


def random_like(x):
    return torch.randn(x.size()).type(x.dtype).to(x.device)


def from_list(values):
    flat = str(values)
    return torch.FloatTensor(values) if "." in flat or "e" in flat else torch.LongTensor(values)


def from_array(array):
    return Variable(torch.from_numpy(array)).data


def copy_array(array):
    shared = torch.from_numpy(array)
    own = shared.new(shared.size())
    own.copy_(shared)
    return own


def to_array(x):
    return x.data.numpy()


def shape_facts(x):
    return {
        "shape": x.data.size(),
        "first": len(x),
        "last": x.size()[x.dim() - 1],
        "dimensions": x.ndimension(),
        "elements": torch.LongTensor(list(x.size())).prod(),
    }


def scalar(x):
    if x.view(-1).size(0) != 1:
        raise IndexError(x.size())
    return x.view(-1)[0].item()
