"""Plain Python loops, one entry at a time."""

import itertools

import torch


def _everywhere(x):
    return itertools.product(*map(range, x.shape))


def absolute(x):
    result = x.clone()
    for place in _everywhere(x):
        if x[place] < 0:
            result[place] = -x[place]
    return result


def add(x, y):
    pairs = zip(x.flatten().tolist(), y.flatten().tolist(), strict=True)
    return torch.tensor([a + b for a, b in pairs], dtype=x.dtype).reshape(x.shape)


def add_out(x, y, out):
    for place in _everywhere(out):
        out[place] = x[place].item() + y[place].item()
    return out


def add_in_place(y, x):
    for row in range(len(y)):
        y[row] = y[row] + x[row]
    return y


def arithmetic(x, y):
    pairs = list(zip(x.flatten().tolist(), y.flatten().tolist(), strict=True))
    quotient_dtype = x.dtype if x.is_floating_point() else torch.float32
    results = (
        torch.tensor([a - b for a, b in pairs], dtype=x.dtype),
        torch.tensor([a * b for a, b in pairs], dtype=x.dtype),
        torch.tensor([a / b for a, b in pairs], dtype=quotient_dtype),
        torch.tensor([a**b for a, b in pairs], dtype=x.dtype),
    )
    return [result.view(x.shape) for result in results]


def matrix_product(a, b):
    result = torch.zeros(a.shape[0], b.shape[1], dtype=a.dtype)
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                result[i, j] += a[i, k] * b[k, j]
    return result


def matrix_vector(a, v):
    rows = [sum(p * q for p, q in zip(row, v, strict=True)) for row in a]
    return torch.stack(rows)


def clip(x, low, high):
    result = x.clone()
    for place in _everywhere(x):
        if low is not None and result[place] < low:
            result[place] = low
        if high is not None and result[place] > high:
            result[place] = high
    return result


def views(x):
    rows, cols = x.size()
    eights = x.view(rows * cols // 8, 8)
    return eights.view(rows * cols), eights
