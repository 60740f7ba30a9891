"""What crosses the boundary arrives bit for bit; what may not cross is only named."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.wire.decoding import decode
from autograder.wire.dtypes import DTYPES
from autograder.wire.encoding import encode
from autograder.wire.messages import Returned, pack, unpack_reply
from autograder.wire.values import MAX_DEPTH, MAX_NAME, Array, Opaque

NUMPY_DTYPES = ("?", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8", "c8", "c16")


def crossed(thing: Any) -> Any:
    """The object as it is on the other side."""
    reply = unpack_reply(pack(Returned(encode(thing), [])))
    assert isinstance(reply, Returned)
    return decode(reply.value)


def bits(tensor: torch.Tensor) -> bytes:
    plain = tensor.detach().resolve_conj().resolve_neg()
    flat = plain.clone(memory_format=torch.contiguous_format).reshape(-1)
    return flat.view(torch.uint8).numpy().tobytes()


def same(one: Any, other: Any) -> bool:
    """Equal in type, facts and every bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, torch.Tensor):
        return facts(one) == facts(other) and (one.is_meta or bits(one) == bits(other))
    if isinstance(one, np.ndarray):
        same_facts = (one.dtype, one.shape) == (other.dtype, other.shape)
        return same_facts and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, float | complex):
        return pairs(one) == pairs(other)
    return bool(one == other)


def facts(tensor: torch.Tensor) -> tuple[Any, ...]:
    return tensor.dtype, tensor.shape, tensor.device, tensor.requires_grad


def pairs(number: complex) -> bytes:
    return struct.pack("dd", number.real, number.imag)


@st.composite
def tensors(draw: st.DrawFn) -> torch.Tensor:
    """Tensors of every dtype, any bits, in ordinary and in odd layouts."""
    dtype = draw(st.sampled_from(list(DTYPES.values())))
    shape = draw(st.lists(st.integers(0, 3), max_size=4))
    size = int(np.prod(shape, dtype=int)) * dtype.itemsize
    data = draw(st.binary(min_size=size, max_size=size))
    raw = torch.tensor(list(data), dtype=torch.uint8)
    tensor = (raw % 2 == 1 if dtype is torch.bool else raw.view(dtype)).reshape(shape)
    return laid_out(tensor, draw(st.sampled_from(("plain", "transposed", "every second"))))


def laid_out(tensor: torch.Tensor, layout: str) -> torch.Tensor:
    if layout == "transposed" and tensor.dim() > 1:
        return tensor.transpose(0, -1)
    if layout == "every second" and tensor.dim():
        return tensor[::2]
    return tensor


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.sampled_from(list(DTYPES.values())),
    st.sampled_from(["cpu", "meta", "cuda", "cuda:1"]).map(torch.device),
    st.lists(st.integers(0, 2**40), max_size=4).map(torch.Size),
)
keys = st.one_of(st.text(), st.integers(-99, 99), st.booleans(), st.none())
values = st.recursive(
    scalars | tensors(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(tensors())
def test_tensor_crosses_bit_for_bit(tensor: torch.Tensor) -> None:
    assert same(crossed(tensor), tensor)


@given(values)
def test_nested_value_crosses_bit_for_bit(value: Any) -> None:
    assert same(crossed(value), value)


@given(arrays(st.sampled_from(NUMPY_DTYPES), array_shapes(min_dims=0, min_side=0, max_side=3)))
def test_array_crosses_bit_for_bit(array: np.ndarray) -> None:
    assert same(crossed(array), np.ascontiguousarray(array).reshape(array.shape))


def test_every_dtype_has_a_tensor() -> None:
    for dtype in DTYPES.values():
        assert crossed(torch.zeros(2, dtype=dtype)).dtype is dtype


@pytest.mark.parametrize(
    "tensor",
    [
        torch.tensor(3.5),
        torch.empty(0),
        torch.empty(2, 0, 3),
        torch.arange(6.0).reshape(2, 3).t(),
        torch.arange(6.0)[::2],
        torch.ones(1).expand(2, 3),
        torch.ones(1, 3).expand(2, 3),
        torch.tensor([1 + 2j, 3 - 4j]).conj(),
        torch.tensor([1 + 2j, 3 - 4j]).conj().imag,
        torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0]),
        torch.tensor([True, False]),
        torch.tensor([2**63 - 1, -(2**63)]),
        torch.ones(2, 3).to(memory_format=torch.contiguous_format)[:, 1:],
        torch.ones(1, 2, 2, 2).to(memory_format=torch.channels_last),
    ],
)
def test_tensor_in_an_odd_layout_crosses(tensor: torch.Tensor) -> None:
    assert same(crossed(tensor), tensor)


def test_what_arrives_is_ordinary() -> None:
    arrived = crossed(torch.tensor([1 + 2j, 3j]).conj())
    assert arrived.is_contiguous()
    assert not arrived.is_conj()


def test_what_arrives_can_be_written_to() -> None:
    assert crossed(torch.zeros(3)).add_(1).tolist() == [1, 1, 1]
    array = crossed(np.zeros(3))
    array += 1
    assert array.tolist() == [1, 1, 1]


def test_two_decodings_share_no_memory() -> None:
    value = encode(torch.zeros(2))
    decode(value).add_(1)
    assert decode(value).tolist() == [0, 0]


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.complex64])
def test_requires_grad_crosses_and_history_does_not(dtype: torch.dtype) -> None:
    leaf = torch.ones(2, dtype=dtype, requires_grad=True)
    for tensor in (leaf, leaf * 2):
        arrived = crossed(tensor)
        assert arrived.requires_grad
        assert arrived.grad_fn is None


def test_parameter_arrives_as_a_tensor() -> None:
    arrived = crossed(torch.nn.Parameter(torch.ones(2)))
    assert type(arrived) is torch.Tensor
    assert arrived.requires_grad


def test_meta_tensor_crosses_without_bytes() -> None:
    value = encode(torch.empty(3, 4, device="meta"))
    assert value.data == b""  # type: ignore[union-attr]
    assert facts(decode(value)) == facts(torch.empty(3, 4, device="meta"))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6)[::-1],
        np.arange(12.0).reshape(3, 4)[::-1, ::-2],
        np.arange(6.0).reshape(2, 3).T,
        np.asfortranarray(np.ones((2, 3))),
        np.broadcast_to(np.float32(1), (2, 2)),
        np.array([]),
        np.array(5),
        np.array([np.nan, np.inf]),
    ],
)
def test_array_in_an_odd_layout_crosses(array: np.ndarray) -> None:
    arrived = crossed(array)
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    assert np.array_equal(arrived, array, equal_nan=True)


def test_big_endian_array_arrives_little_endian_and_equal() -> None:
    arrived = crossed(np.array([1, 256], dtype=">i4"))
    assert arrived.dtype == np.dtype("<i4")
    assert arrived.tolist() == [1, 256]


@pytest.mark.parametrize("code", NUMPY_DTYPES)
def test_numpy_scalar_arrives_as_an_array_without_dimensions(code: str) -> None:
    scalar = np.ones(1, code)[0]
    arrived = crossed(scalar)
    assert (arrived.dtype, arrived.shape, arrived.item()) == (scalar.dtype, (), scalar.item())


def test_numpy_matrix_and_masked_array_lose_their_class() -> None:
    assert isinstance(encode(np.ma.masked_array([1, 2], [True, False])), Array)
    assert type(crossed(np.ma.masked_array([1, 2], [True, False]))) is np.ndarray


class Angle(float):
    """Like many a student's helper class."""


def test_subclass_of_a_plain_type_arrives_plain() -> None:
    arrived = crossed([Angle(1.5), type("Text", (str,), {})("a"), type("Whole", (int,), {})(3)])
    assert [type(item) for item in arrived] == [float, str, int]
    assert type(crossed(type("Row", (list,), {})([1]))) is list


@pytest.mark.parametrize(
    "thing",
    [
        2**63,
        -(2**63) - 1,
        2**5000,
        object(),
        object,
        lambda: 0,
        {1, 2},
        range(3),
        (item for item in ()),
        bytearray(b"x"),
        memoryview(b"x"),
        np.array([object()]),
        np.array(["text"]),
        np.array(["2027-01-01"], dtype="M8[D]"),
        np.zeros(1, dtype=[("a", "i4")]),
        torch.ones(2).to_sparse(),
        torch.ones(2).to(torch.float8_e4m3fn),
        torch.ones(2).as_subclass(type("Mine", (torch.Tensor,), {})),
        torch.Generator(),
        torch.nn.Linear(1, 1),
    ],
)
def test_what_may_not_cross_is_only_named(thing: Any) -> None:
    arrived = crossed(thing)
    assert type(arrived) is Opaque
    assert arrived.type_name


def test_name_of_a_type_is_cut() -> None:
    assert crossed(type("x" * 5000, (), {})()) == Opaque("x" * MAX_NAME)


def test_list_that_holds_itself_ends() -> None:
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    arrived, depth = crossed(cyclic), 0
    while isinstance(arrived, list):
        arrived, depth = arrived[0], depth + 1
    assert isinstance(arrived, Opaque)
    assert depth == MAX_DEPTH


def test_nesting_up_to_the_limit_crosses() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert crossed(deep) == deep
    assert crossed([deep]) != [deep]


def test_text_that_is_no_unicode_is_mended() -> None:
    assert crossed("a\ud800b") == "a?b"


class Liar(torch.Tensor):
    """Answers every question about itself with yes."""

    @classmethod
    def __torch_function__(cls, *_: Any, **__: Any) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def test_tensor_that_lies_about_itself_is_only_named() -> None:
    assert type(crossed(torch.ones(2).as_subclass(Liar))) is Opaque
