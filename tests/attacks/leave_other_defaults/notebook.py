import torch

torch.set_default_device("meta")
torch.set_default_dtype(torch.float64)


def double(x):
    return x
