"""With torch's functions in the place of operators."""

import torch


def scale(x, factor):
    return torch.mul(x, factor)
