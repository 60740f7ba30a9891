"""Variable and .data, as in code from before 2018."""

import torch
from torch.autograd import Variable


def absolute(x):
    return Variable(x).abs().data


def add(x, y):
    return (Variable(x) + Variable(y)).data


def add_out(x, y, out):
    out.data.copy_(x.data + y.data)
    return out


def add_in_place(y, x):
    y.data += x.data
    return y


def arithmetic(x, y):
    x, y = Variable(x), Variable(y)
    divided = x / y if x.is_floating_point() else x.type(torch.FloatTensor) / y
    return x.sub(y).data, x.mul(y).data, divided.data, x.pow(y).data


def matrix_product(a, b):
    return a.data.matmul(b.data)


def matrix_vector(a, v):
    return a.data.matmul(v.data)


def clip(x, low, high):
    result = x.data.clone()
    if low is not None:
        result = torch.max(result, torch.full_like(result, low))
    if high is not None:
        result = torch.min(result, torch.full_like(result, high))
    return result


def views(x):
    return x.data.view(-1), x.data.view(-1, 8)
