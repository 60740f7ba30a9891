"""Whatever the bytes are: a valid value or ``WireError``, and never anything else."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.wire import counting
from autograder.wire.decoding import decode
from autograder.wire.dtypes import DTYPES
from autograder.wire.encoding import encode
from autograder.wire.messages import (
    Call,
    Missing,
    Probe,
    Raised,
    Ready,
    Returned,
    RunCell,
    pack,
    unpack_reply,
    unpack_request,
)
from autograder.wire.values import (
    MAX_DEPTH,
    MAX_DIMENSIONS,
    Array,
    Complex,
    Mapping,
    Name,
    Opaque,
    Sequence,
    Tensor,
    WireError,
)

MEANT = {
    "numbers": torch.arange(6.0).reshape(2, 3),
    "flags": [torch.tensor([True, False]), None, 1.5, "text", b"bytes"],
    "table": np.ones((2, 2)),
    "rest": (torch.Size([2]), torch.float32, torch.device("cpu"), 2j),
}
FRAMES = [
    pack(Returned(encode(MEANT), [encode(1), encode([])])),
    pack(Raised(name="ValueError", message="no")),
    pack(Missing("f")),
    pack(Ready(1)),
    pack(Call("f", [encode(MEANT)], {"k": encode(2)})),
    pack(Probe("p", "def p(ns): pass", [encode(MEANT)])),
    pack(RunCell(1, "x = 1", False)),
]


def read(frame: bytes) -> None:
    """Read a frame in every way there is; only ``WireError`` may come of it."""
    for unpack in (unpack_reply, unpack_request):
        try:
            message: Any = unpack(frame)
            parts = [getattr(message, name, None) for name in ("value", "inputs", "args")]
            for part in parts:
                for value in part if isinstance(part, list) else [part]:
                    plainly(decode(value))
        except WireError:
            pass


def plainly(thing: Any) -> None:
    """Use a decoded value: what claims to be valid must bear a look."""
    if isinstance(thing, torch.Tensor) and not thing.is_meta:
        thing.detach().tolist()
    else:
        repr(thing)


@given(st.binary(max_size=200))
def test_random_bytes(frame: bytes) -> None:
    read(frame)


@given(st.sampled_from(FRAMES), st.data())
def test_truncated_frame_is_refused(frame: bytes, data: st.DataObject) -> None:
    cut = frame[: data.draw(st.integers(0, len(frame) - 1))]
    for unpack in (unpack_reply, unpack_request):
        with pytest.raises(WireError):
            unpack(cut)


@given(st.sampled_from(FRAMES), st.data())
def test_mutated_frame(frame: bytes, data: st.DataObject) -> None:
    mutated = bytearray(frame)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        mutated[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        mutated += b"\0" * (not mutated)
    read(bytes(mutated))


@pytest.mark.parametrize("frame", FRAMES)
def test_bytes_after_the_message_are_refused(frame: bytes) -> None:
    for unpack in (unpack_reply, unpack_request):
        with pytest.raises(WireError):
            unpack(frame + b"\xc0")


@pytest.mark.parametrize(
    "message",
    [
        {"type": "nonsense"},
        {"type": "missing"},
        {"type": "missing", "name": 5},
        {"type": "missing", "name": "f", "more": 1},
        {"name": "f"},
        {"type": "returned", "value": ["tensor", "float32"], "inputs": []},
        {
            "type": "returned",
            "value": ["tensor", "float32", [], b"", False, "cpu", 1],
            "inputs": [],
        },
        {
            "type": "returned",
            "value": ["tensor", "float32", [1.5], b"", False, "cpu"],
            "inputs": [],
        },
        {"type": "returned", "value": ["name", "class", "int"], "inputs": []},
        {"type": "returned", "value": ["sequence", "set", []], "inputs": []},
        {"type": "returned", "value": {"a": 1}, "inputs": []},
        [],
        "returned",
        None,
    ],
)
def test_what_is_not_exactly_a_message_is_refused(message: Any) -> None:
    with pytest.raises(WireError):
        unpack_reply(msgspec.msgpack.encode(message))


def test_reply_is_no_request_and_the_other_way_round() -> None:
    with pytest.raises(WireError):
        unpack_request(pack(Missing("f")))
    with pytest.raises(WireError):
        unpack_reply(pack(Call("f", [], {})))


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 500, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    inner = b"\x93\xa8sequence\xa4list\x91" * depth + b"\xc0"
    frame = b"\x83\xa4type\xa8returned\xa5value" + inner + b"\xa6inputs\x90"
    with pytest.raises(WireError):
        decode(unpack_reply(frame).value)  # type: ignore[union-attr]


@pytest.mark.parametrize("header", [b"\xdd", b"\xdf", b"\xc6", b"\xdb"])
def test_announced_length_allocates_nothing(header: bytes) -> None:
    frame = b"\x83\xa4type\xa8returned\xa5value\x93\xa8sequence\xa4list" + header + b"\xff" * 4
    tracemalloc.start()
    with pytest.raises(WireError):
        unpack_reply(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


@pytest.mark.parametrize("lists", [1, 100])
def test_many_small_values_are_refused_before_they_are_made(lists: int) -> None:
    """A byte of such a frame takes forty in memory, and each check keeps its replies."""
    count = 2**20 // lists
    one = b"\x93\xa8sequence\xa4list\xdd" + count.to_bytes(4, "big") + b"\xe0" * count
    value = b"\x93\xa8sequence\xa4list\xdc" + lists.to_bytes(2, "big") + one * lists
    frame = b"\x83\xa4type\xa8returned\xa5value" + value + b"\xa6inputs\x90"
    tracemalloc.start()
    with pytest.raises(WireError):
        decode(unpack_reply(frame).value)  # type: ignore[union-attr]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


values_that_fit = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values_that_fit)
def test_counting_finds_the_end_of_every_item(thing: Any) -> None:
    frame = msgspec.msgpack.encode(encode(thing))
    end = seen = 0
    announced = 1
    while seen < announced:
        items, size = counting._inside(frame, end)
        announced, seen, end = announced + items, seen + 1, end + size
    assert end == len(frame)


sizes = st.sampled_from([-(2**63), -1, 0, 1, 2, 3, 4, 2**26 + 1, 2**31, 2**62, 2**63 - 1])
shapes = st.lists(sizes, max_size=MAX_DIMENSIONS + 2).map(tuple)
torch_names = st.sampled_from([*DTYPES, "float8_e4m3fn", "uint16", "qint8", "", "torch.float32"])
numpy_names = st.sampled_from(
    [
        *("<f8", "<i4", "|b1", "|u1", "<c8", ">f8", "|O", "<U4", "|S0", "|V8", "<M8[D]", "f8,f8"),
        *("(2,)f8", "float64", "", "\0", "<f3", "{'a': 1}", "[", "é", "9" * 40 + "f8"),
    ]
)


@given(torch_names, shapes, st.binary(max_size=32), st.booleans(), st.text() | st.just("meta"))
def test_tensor_whose_facts_disagree(
    dtype: str, shape: tuple[int, ...], data: bytes, gradient: bool, device: str
) -> None:
    try:
        tensor = decode(Tensor(dtype, shape, data, gradient, device))
    except WireError:
        return
    assert tuple(tensor.shape) == shape
    assert tensor.is_meta or tensor.numel() * tensor.itemsize == len(data)


@given(numpy_names, shapes, st.binary(max_size=32))
def test_array_whose_facts_disagree(dtype: str, shape: tuple[int, ...], data: bytes) -> None:
    try:
        array = decode(Array(dtype, shape, data))
    except WireError:
        return
    assert array.shape == shape
    assert array.nbytes == len(data)


@pytest.mark.parametrize(
    "value",
    [
        Tensor("float32", (2,), b"\0" * 4, False, "cpu"),
        Tensor("float32", (2,), b"\0" * 12, False, "cpu"),
        Tensor("float32", (), b"", False, "cpu"),
        Tensor("float32", (0,), b"\0" * 4, False, "cpu"),
        Tensor("float32", (-1,), b"", False, "cpu"),
        Tensor("float32", (-1, -1), b"\0" * 4, False, "cpu"),
        Tensor("float32", (2**26,), b"", False, "cpu"),
        Tensor("float64", (2**62, 4), b"", False, "cpu"),
        Tensor("float32", (1,) * 17, b"\0" * 4, False, "cpu"),
        Tensor("float32", (2**27,), b"", False, "meta"),
        Tensor("float32", (-1,), b"", False, "meta"),
        Tensor("object", (1,), b"\0" * 8, False, "cpu"),
        Tensor("int64", (1,), b"\0" * 8, True, "cpu"),
        Tensor("bool", (1,), b"\1", True, "cpu"),
        Tensor("int64", (1,), b"", True, "meta"),
        Array("<f8", (2,), b"\0" * 8),
        Array("<f8", (-1,), b"\0" * 8),
        Array("|O", (1,), b"\0" * 8),
        Array("<f8", (1,) * 17, b"\0" * 8),
        Name("dtype", "object"),
        Name("device", "nowhere"),
        Sequence("size", [-1]),
        Sequence("size", [1.5]),
        Sequence("size", [True]),
        Sequence("size", [2**62]),
        Sequence("size", ["1"]),
        Mapping([(Sequence("list", []), 1)]),
        Mapping([(Mapping([]), 1)]),
        Mapping([(Sequence("tuple", [Sequence("list", [])]), 1)]),
        Mapping([(Array("<f8", (1,), b"\0" * 8), 1)]),
    ],
)
def test_what_is_not_what_it_claims_is_refused(value: Any) -> None:
    with pytest.raises(WireError):
        decode(value)


def test_bool_byte_of_seven_is_true() -> None:
    flags = decode(Tensor("bool", (3,), b"\0\1\7", False, "cpu"))
    assert flags.tolist() == [False, True, True]
    assert flags.view(torch.uint8).tolist() == [0, 1, 1]
    assert decode(Array("|b1", (3,), b"\0\1\7")).view("u1").tolist() == [0, 1, 1]


def test_of_two_equal_keys_the_last_holds() -> None:
    assert decode(Mapping([("a", 1), ("a", 2)])) == {"a": 2}


def test_opaque_stays_opaque_even_inside() -> None:
    assert decode(Sequence("list", [Opaque("Thing")])) == [Opaque("Thing")]


def test_complex_is_rebuilt() -> None:
    assert decode(Complex(1.0, -2.0)) == 1 - 2j


@pytest.mark.parametrize("dtype", ["a5", "a", "f8," * 100_000, "<f8,<f8", "(2,)<f8", "<f٨", "<f8 "])
def test_dtype_of_an_array_is_spelled_in_one_way(dtype: str) -> None:
    """NumPy's own reading of a dtype is a language of its own, and warns of some of it."""
    started = time.process_time()
    with pytest.raises(WireError):
        decode(Array(dtype, (0,), b""))
    assert time.process_time() - started < 0.1


def test_number_that_is_never_sent_is_refused() -> None:
    """The sender calls what does not fit 64 bits with a sign opaque; MessagePack holds more."""
    frame = pack(Returned(2**63, []))
    with pytest.raises(WireError):
        read_strictly(frame)
    assert read_strictly(pack(Returned(2**63 - 1, []))) == 2**63 - 1


def read_strictly(frame: bytes) -> Any:
    message = unpack_reply(frame)
    assert isinstance(message, Returned)
    return decode(message.value)


def test_a_lack_of_memory_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing becomes larger than what has come, so it says nothing of who sent it."""

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(torch, "frombuffer", fail)
    with pytest.raises(MemoryError):
        decode(Tensor("float32", (2,), bytes(8), False, "cpu"))
