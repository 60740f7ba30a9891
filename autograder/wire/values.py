"""The closed set of types that may cross the boundary, and their translation.

``encode`` turns a Python object into these types and never fails on a strange object: it
becomes an ``Opaque`` that only names its type. ``decode`` rebuilds plain objects and raises
``WireError`` on anything that is not exactly what it claims to be. Nothing is ever unpickled.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import msgspec
import numpy as np
import torch

MAX_DEPTH = 32
MAX_DIMENSIONS = 16
MAX_ELEMENTS = 2**26
MAX_NAME = 200

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.bool,
        torch.uint8,
        torch.int8,
        torch.int16,
        torch.int32,
        torch.int64,
        torch.float16,
        torch.bfloat16,
        torch.float32,
        torch.float64,
        torch.complex64,
        torch.complex128,
    )
}
ARRAY_KINDS = "biufc"


class WireError(Exception):
    """The peer sent something that is not of this protocol, or too large."""


class _Value(msgspec.Struct, frozen=True, array_like=True, tag=True, forbid_unknown_fields=True):
    """Base of the structured values: compact on the wire, strict when read."""


class Tensor(_Value, frozen=True, tag="tensor"):
    """A strided tensor: little-endian row-major bytes. On ``meta`` there are no bytes."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes
    requires_grad: bool
    device: str


class Array(_Value, frozen=True, tag="array"):
    """A NumPy array or scalar of a numeric dtype, ``dtype`` spelled as in ``'<f8'``."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


class Name(_Value, frozen=True, tag="name"):
    """A ``torch.dtype`` or ``torch.device``, by name."""

    kind: Literal["dtype", "device"]
    name: str


class Bytes(_Value, frozen=True, tag="bytes"):
    """A Python bytes object."""

    data: bytes


class Complex(_Value, frozen=True, tag="complex"):
    """A Python complex number."""

    real: float
    imag: float


class Sequence(_Value, frozen=True, tag="sequence"):
    """A list, a tuple or a ``torch.Size``."""

    kind: Literal["list", "tuple", "size"]
    items: list[Value]


class Mapping(_Value, frozen=True, tag="mapping"):
    """A dict, in its order."""

    items: list[tuple[Value, Value]]


class Opaque(_Value, frozen=True, tag="opaque"):
    """An object that may not cross: only the name of its type does."""

    type_name: str


Value = (
    None
    | bool
    | int
    | float
    | str
    | Bytes
    | Tensor
    | Array
    | Name
    | Complex
    | Sequence
    | Mapping
    | Opaque
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


def decode(value: Value, depth: int = 0) -> Any:
    """Rebuild a plain Python object; ``Opaque`` stays ``Opaque``.

    Raises:
        WireError: a tensor's bytes, shape and dtype disagree, or a limit is passed.
    """
    if depth > MAX_DEPTH:
        raise WireError("values are nested too deeply")
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
        return _decode_sequence(value, depth)
    if isinstance(value, Mapping):
        return _decode_mapping(value, depth)
    return value


def _decode_tensor(value: Tensor) -> torch.Tensor:
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
    return tensor.requires_grad_(value.requires_grad)


def _tensor_of(data: bytes, dtype: torch.dtype) -> torch.Tensor:
    if not data:
        return torch.empty(0, dtype=dtype)
    flat = torch.frombuffer(bytearray(data), dtype=torch.uint8)
    # A bool byte other than 0 or 1 is undefined behaviour further on.
    return flat != 0 if dtype is torch.bool else flat.view(dtype)


def _decode_array(value: Array) -> np.ndarray:
    try:
        dtype = np.dtype(value.dtype)
    except (TypeError, ValueError, SyntaxError):
        raise WireError("an array has an unknown dtype") from None
    if dtype.kind not in ARRAY_KINDS or dtype.str != value.dtype:
        raise WireError("an array has an unknown dtype")
    _require_size(value.shape, dtype.itemsize, value.data)
    data = bytes(map(bool, value.data)) if dtype.kind == "b" else value.data
    return np.frombuffer(bytearray(data), dtype).reshape(value.shape)


def _decode_name(value: Name) -> torch.dtype | torch.device:
    if value.kind == "dtype" and value.name in DTYPES:
        return DTYPES[value.name]
    try:
        return torch.device(value.name)
    except (RuntimeError, ValueError):
        raise WireError("unknown dtype or device") from None


def _decode_sequence(value: Sequence, depth: int) -> Any:
    items = [decode(item, depth + 1) for item in value.items]
    if value.kind == "list":
        return items
    if value.kind == "tuple":
        return tuple(items)
    if not all(type(item) is int and 0 <= item < 2**62 for item in items):
        raise WireError("a torch.Size holds something that is not a size")
    return torch.Size(items)


def _decode_mapping(value: Mapping, depth: int) -> dict[Any, Any]:
    try:
        pairs = [(decode(key, depth + 1), decode(item, depth + 1)) for key, item in value.items]
        return dict(pairs)
    except TypeError:
        raise WireError("a dict has a key that cannot be one") from None


def _count(shape: tuple[int, ...]) -> int:
    if len(shape) > MAX_DIMENSIONS or any(not 0 <= size <= MAX_ELEMENTS for size in shape):
        raise WireError("a shape is out of bounds")
    return math.prod(shape)


def _require_size(shape: tuple[int, ...], itemsize: int, data: bytes) -> None:
    if _count(shape) * itemsize != len(data):
        raise WireError("bytes and shape disagree")
