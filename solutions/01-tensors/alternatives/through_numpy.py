"""NumPy does the work, torch only takes over the result."""

import numpy as np
import torch


def typed(values):
    names = ["int64", "int32", "int16", "float64", "float32"]
    return {name: torch.from_numpy(np.array(values).astype(name)) for name in names}


def uninitialized(rows, cols):
    return torch.from_numpy(np.empty((rows, cols), dtype=np.float32))


def long_zeros(rows, cols):
    return torch.tensor(np.zeros((rows, cols), dtype=np.int64))


def long_ones(rows, cols):
    return torch.tensor(np.ones((rows, cols), dtype=int))


def long_eye(rows, cols):
    return torch.from_numpy(np.eye(rows, cols)).long()


def _numpy_generator(generator):
    """A NumPy generator whose seed is the next number of the torch generator."""
    return np.random.default_rng(int(torch.randint(2**62, (), generator=generator)))


def uniform(rows, cols, generator):
    return torch.from_numpy(_numpy_generator(generator).random((rows, cols), dtype=np.float32))


def normal(rows, cols, generator):
    return torch.tensor(_numpy_generator(generator).normal(size=(rows, cols))).float()


def random_like(x):
    return torch.from_numpy(np.array(np.random.randn(*x.shape))).to(x.device, x.dtype)


def from_list(values):
    array = np.array(values)
    return torch.from_numpy(array).float() if array.dtype == np.float64 else torch.tensor(array)


def from_array(array):
    return torch.from_dlpack(array)


def copy_array(array):
    return torch.from_numpy(np.copy(array))


def to_array(x):
    return x.numpy(force=True)


def shape_facts(x):
    sizes = np.array(x.shape)
    return {
        "shape": tuple(x.shape),
        "first": sizes[0],
        "last": sizes[-1],
        "dimensions": np.ndim(x.numpy()),
        "elements": np.prod(sizes),
    }


def scalar(x):
    return x.numpy().item()
