"""Translate Python objects into wire values; what is not in the closed set becomes ``Opaque``."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import torch

from autograder.wire.dtypes import DTYPES
from autograder.wire.values import (
    ARRAY_KINDS,
    MAX_DEPTH,
    MAX_NAME,
    Array,
    Bytes,
    Complex,
    Mapping,
    Name,
    Opaque,
    Sequence,
    Tensor,
    Value,
)


def encode(thing: Any, depth: int = 0) -> Value:
    """Translate ``thing`` into wire values; what is not in the closed set becomes ``Opaque``."""
    if thing is None or isinstance(thing, bool):
        return thing
    if isinstance(thing, torch.Tensor):
        return _encode_tensor(thing)
    if isinstance(thing, np.ndarray | np.generic):
        return _encode_array(np.asarray(thing))
    if isinstance(thing, torch.dtype | torch.device):
        kind: Literal["dtype", "device"] = "dtype" if isinstance(thing, torch.dtype) else "device"
        return Name(kind, str(thing).removeprefix("torch."))
    if isinstance(thing, list | tuple | dict):
        return _encode_container(thing, depth)
    return _encode_scalar(thing)


def _encode_scalar(thing: Any) -> Value:
    if isinstance(thing, int) and -(2**63) <= thing < 2**63:
        return int(thing)
    if isinstance(thing, float):
        return float(thing)
    if isinstance(thing, complex):
        return Complex(thing.real, thing.imag)
    if isinstance(thing, str):
        return str(thing).encode("utf-8", "replace").decode("utf-8")
    if isinstance(thing, bytes):
        return Bytes(bytes(thing))
    return Opaque(type(thing).__name__[:MAX_NAME])


def _encode_container(thing: Any, depth: int) -> Value:
    if depth >= MAX_DEPTH:
        return Opaque("something nested too deeply")
    if isinstance(thing, dict):
        pairs = [(encode(k, depth + 1), encode(v, depth + 1)) for k, v in thing.items()]
        return Mapping(pairs)
    items = [encode(item, depth + 1) for item in thing]
    if isinstance(thing, torch.Size):
        return Sequence("size", items)
    return Sequence("list" if isinstance(thing, list) else "tuple", items)


def _encode_tensor(tensor: torch.Tensor) -> Value:
    name = str(tensor.dtype).removeprefix("torch.")
    kind = type(tensor)
    ordinary = kind in (torch.Tensor, torch.nn.Parameter) and tensor.layout is torch.strided
    if not ordinary or name not in DTYPES:
        return Opaque(
            kind.__name__ if tensor.layout is torch.strided else f"{tensor.layout} tensor"
        )
    if tensor.device.type == "meta":
        data = b""
    else:
        # A clone, since contiguous() may keep a stride of 0 that view() does not take.
        plain = tensor.detach().resolve_conj().resolve_neg().cpu()
        dense = plain.clone(memory_format=torch.contiguous_format)
        data = dense.reshape(-1).view(torch.uint8).numpy().tobytes()
    return Tensor(name, tuple(tensor.shape), data, tensor.requires_grad, tensor.device.type)


def _encode_array(array: np.ndarray) -> Value:
    if array.dtype.kind not in ARRAY_KINDS:
        return Opaque(f"numpy array of {array.dtype}"[:MAX_NAME])
    little = array.astype(array.dtype.newbyteorder("<"))
    return Array(little.dtype.str, array.shape, little.tobytes())
