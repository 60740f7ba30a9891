"""Rebuild plain Python objects from wire values that anybody may have written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np
import torch

from autograder.wire.dtypes import DTYPES
from autograder.wire.placed import Placed
from autograder.wire.values import (
    ARRAY_KINDS,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_ELEMENTS,
    MAX_NODES,
    Array,
    Bytes,
    Complex,
    Mapping,
    Name,
    Sequence,
    Tensor,
    Value,
    WireError,
)

_DEVICE = re.compile(r"(cpu|cuda|meta)(:[0-9]{1,2})?")
_DEVICE_TYPE = re.compile(r"[a-z]{1,20}")
_ARRAY_DTYPE = re.compile(f"[<|][{ARRAY_KINDS}][0-9]{{1,2}}")
_KEYS = (str, int, bool, type(None))


def decode(value: Value) -> Any:
    """Rebuild a plain Python object; ``Opaque`` stays ``Opaque``.

    A tensor from a GPU comes back ``Placed``, for whoever reads it need not have one.

    Raises:
        WireError: a tensor's bytes, shape and dtype disagree, or a limit is passed.
    """
    try:
        return _decode(value, 0, count(1))
    except (ArithmeticError, RuntimeError, TypeError, ValueError) as error:
        # The checks below should leave nothing for torch and NumPy to stumble over. A MemoryError
        # is this process's own, for nothing becomes larger than what has come.
        raise WireError(f"a value cannot be rebuilt ({type(error).__name__})") from None


def _decode(value: Value, depth: int, nodes: Iterator[int]) -> Any:
    if depth > MAX_DEPTH:
        raise WireError("values are nested too deeply")
    if next(nodes) > MAX_NODES:
        raise WireError(f"there are more than {MAX_NODES} values in it")
    if isinstance(value, Tensor):
        return _decode_tensor(value)
    if isinstance(value, Array):
        return _decode_array(value)
    if isinstance(value, Name):
        return _decode_name(value)
    if isinstance(value, Bytes):
        return value.data
    if isinstance(value, Complex):
        return complex(value.real, value.imag)
    if isinstance(value, Sequence):
        return _decode_sequence(value, depth, nodes)
    if isinstance(value, Mapping):
        return _decode_mapping(value, depth, nodes)
    if isinstance(value, int) and value >= 2**63:
        raise WireError("a whole number has more than 64 bits")
    return value


def _decode_tensor(value: Tensor) -> torch.Tensor | Placed:
    dtype = DTYPES.get(value.dtype)
    if dtype is None:
        raise WireError("a tensor has an unknown dtype")
    if value.device == "meta":
        _count(value.shape)
        tensor = torch.empty(value.shape, dtype=dtype, device="meta")
    else:
        _require_size(value.shape, dtype.itemsize, value.data)
        tensor = _tensor_of(value.data, dtype).reshape(value.shape)
    if value.requires_grad and not (dtype.is_floating_point or dtype.is_complex):
        raise WireError("only floating-point tensors can require a gradient")
    tensor.requires_grad_(value.requires_grad)
    if value.device in ("cpu", "meta"):
        return tensor
    if not _DEVICE_TYPE.fullmatch(value.device):
        raise WireError("a tensor is on an unknown device")
    return Placed(tensor, value.device)


def _tensor_of(data: bytes, dtype: torch.dtype) -> torch.Tensor:
    if not data:
        return torch.empty(0, dtype=dtype)
    flat = torch.frombuffer(bytearray(data), dtype=torch.uint8)
    # A bool byte other than 0 or 1 is undefined behaviour further on.
    return flat != 0 if dtype is torch.bool else flat.view(dtype)


def _decode_array(value: Array) -> np.ndarray:
    dtype = _array_dtype(value.dtype)
    _require_size(value.shape, dtype.itemsize, value.data)
    data = bytes(map(bool, value.data)) if dtype.kind == "b" else value.data
    return np.frombuffer(bytearray(data), dtype).reshape(value.shape)


def _array_dtype(name: str) -> np.dtype:
    # NumPy reads much more than this, some of it slowly and some with a warning.
    if not _ARRAY_DTYPE.fullmatch(name):
        raise WireError("an array has an unknown dtype")
    try:
        dtype = np.dtype(name)
    except TypeError:
        raise WireError("an array has an unknown dtype") from None
    if dtype.str != name:
        raise WireError("an array has an unknown dtype")
    return dtype


def _decode_name(value: Name) -> torch.dtype | torch.device:
    if value.kind == "dtype" and value.name in DTYPES:
        return DTYPES[value.name]
    if value.kind == "device" and _DEVICE.fullmatch(value.name):
        return torch.device(value.name)
    raise WireError("unknown dtype or device")


def _decode_sequence(value: Sequence, depth: int, nodes: Iterator[int]) -> Any:
    items = [_decode(item, depth + 1, nodes) for item in value.items]
    if value.kind == "list":
        return items
    if value.kind == "tuple":
        return tuple(items)
    if not all(type(item) is int and 0 <= item < 2**62 for item in items):
        raise WireError("a torch.Size holds something that is not a size")
    return torch.Size(items)


def _decode_mapping(value: Mapping, depth: int, nodes: Iterator[int]) -> dict[Any, Any]:
    # Keys of these types only: whoever chooses what is hashed can choose that all hashes are equal.
    if not all(type(key) in _KEYS for key, _ in value.items):
        raise WireError("a dict has a key that is not text, a whole number or None")
    return {key: _decode(item, depth + 1, nodes) for key, item in value.items}


def _count(shape: tuple[int, ...]) -> int:
    if len(shape) > MAX_DIMENSIONS or any(size < 0 for size in shape):
        raise WireError("a shape is out of bounds")
    # A size of 0 must not hide the others: strides are computed from them all the same.
    if math.prod(max(size, 1) for size in shape) > MAX_ELEMENTS:
        raise WireError("a shape is out of bounds")
    return math.prod(shape)


def _require_size(shape: tuple[int, ...], itemsize: int, data: bytes) -> None:
    if _count(shape) * itemsize != len(data):
        raise WireError("bytes and shape disagree")
