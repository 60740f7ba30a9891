"""The closed set of types that may cross the boundary, and how large they may be.

``encoding`` translates objects into them, ``decoding`` back. Nothing is ever unpickled.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

MAX_DEPTH = 32
MAX_DIMENSIONS = 16
MAX_ELEMENTS = 2**26
MAX_NODES = 100_000
"""Values in one message, containers and what they hold. A tensor is one value."""
MAX_NAME = 200

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

    type_name: Annotated[str, msgspec.Meta(max_length=MAX_NAME)]


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
