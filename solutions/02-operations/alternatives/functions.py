"""Named torch functions, with out= where there is one."""

import torch


def absolute(x):
    result = torch.empty_like(x)
    torch.abs(x, out=result)
    return result


def add(x, y):
    return torch.add(input=y, other=x, alpha=1)


def add_out(x, y, out):
    torch.sum(torch.stack((x, y)), dim=0, out=out)
    return out


def add_in_place(y, x):
    torch.add(y, x, out=y)
    return y


def arithmetic(x, y):
    return torch.sub(x, y), torch.mul(x, y), torch.true_divide(x, y), torch.pow(x, y)


def matrix_product(a, b):
    return torch.mm(a, b)


def matrix_vector(a, v):
    return torch.mv(a, v)


def clip(x, low, high):
    if low is None:
        return torch.clamp_max(x, high)
    if high is None:
        return torch.clamp_min(x, low)
    return torch.clip(x, min=low, max=high)


def views(x):
    if not x.is_contiguous():
        raise ValueError("no view without a copy")
    return torch.flatten(x), torch.reshape(x, (x.numel() // 8, 8))
