"""Plain Python loops, one number at a time."""

import numpy as np
import torch


def _fill(table, number):
    rows, cols = table.shape
    for row in range(rows):
        for col in range(cols):
            table[row, col] = number(row, col)
    return table


def typed(values):
    def convert(thing, kind):
        return [convert(one, kind) for one in thing] if isinstance(thing, list) else kind(thing)

    return {
        "float32": torch.tensor(convert(values, float), dtype=torch.float32),
        "float64": torch.tensor(convert(values, float), dtype=torch.float64),
        "int16": torch.tensor(convert(values, int), dtype=torch.int16),
        "int32": torch.tensor(convert(values, int), dtype=torch.int32),
        "int64": torch.tensor(convert(values, int)),
    }


def uninitialized(rows, cols):
    return torch.stack([torch.empty(cols) for _ in range(rows)])


def long_zeros(rows, cols):
    return torch.tensor([[0] * cols for _ in range(rows)])


def long_ones(rows, cols):
    return torch.tensor([[1 for _ in range(cols)] for _ in range(rows)])


def long_eye(rows, cols):
    return _fill(torch.empty(rows, cols, dtype=torch.int64), lambda row, col: int(row == col))


def uniform(rows, cols, generator):
    row = [torch.rand(1, generator=generator).item() for _ in range(rows * cols)]
    return torch.tensor(row).reshape(rows, cols)


def normal(rows, cols, generator):
    return torch.stack([torch.randn(cols, generator=generator) for _ in range(rows)])


def random_like(x):
    numbers = [torch.randn(()).item() for _ in range(x.numel())]
    return torch.tensor(numbers, dtype=x.dtype, device=x.device).reshape(x.shape)


def from_list(values):
    if isinstance(values[0], list):
        return torch.stack([from_list(row) for row in values])
    whole = all(isinstance(number, int) for number in values)
    made = torch.zeros(len(values), dtype=torch.int64 if whole else torch.float32)
    for index, number in enumerate(values):
        made[index] = number
    return made


def copy_array(array):
    made = torch.empty(array.shape, dtype=torch.from_numpy(array).dtype)
    for index in np.ndindex(array.shape):
        made[index] = array[index].item()
    return made


def to_array(x):
    made = np.empty(tuple(x.shape), dtype=str(x.dtype).removeprefix("torch."))
    for index in np.ndindex(made.shape):
        made[index] = x[index].item()
    return made


def shape_facts(x):
    dimensions, elements = 0, 1
    for size in x.shape:
        dimensions += 1
        elements *= size
    first, *_ = x.shape
    *_, last = x.shape
    return {
        "shape": tuple(size for size in x.shape),
        "first": first,
        "last": last,
        "dimensions": dimensions,
        "elements": elements,
    }


def scalar(x):
    numbers = x.tolist()
    while isinstance(numbers, list):
        [numbers] = numbers
    return numbers
