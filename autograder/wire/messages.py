"""The messages of the boundary, version by version.

Requests travel towards the student's code, replies come back. Both are closed unions: a frame
that is not exactly one of them raises ``WireError``.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

from autograder.wire.counting import require_few
from autograder.wire.values import Value, WireError

Short = Annotated[str, msgspec.Meta(max_length=200)]
Sentence = Annotated[str, msgspec.Meta(max_length=2000)]
Output = Annotated[str, msgspec.Meta(max_length=2**20)]

MAX_TRACE = 8
"""Lines of a traceback: what lies further out is seldom looked at."""

VERSION = 4
"""Raised with every change of this file or of ``values``; both sides must agree."""


class _Message(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of all messages."""


class RunCell(_Message, frozen=True, tag="run_cell"):
    """Run one code cell, numbered as the student sees it (from 1, code cells only).

    ``provided`` cells came with the starter: they take no name away from the student's functions.
    """

    number: int
    source: str
    provided: bool


class BeginCheck(_Message, frozen=True, tag="begin_check"):
    """Answer one check, on the connection that follows as a descriptor, until it is closed.

    With ``fork``, in a copy of the state after the notebook. Where that state has threads, which
    do not survive a fork, the reply says so and nothing is answered; a fresh process that has
    run the notebook again is then asked without ``fork``.
    """

    fork: bool


class Call(_Message, frozen=True, tag="call"):
    """Call a function of the notebook."""

    name: str
    args: list[Value]
    kwargs: dict[str, Value]


class Probe(_Message, frozen=True, tag="probe"):
    """Define a function of ours from its source and call it with the notebook's namespace.

    ``lent`` names other functions of that source: while the probe runs, they stand in for those
    that the notebook has under these names.
    """

    name: str
    source: str
    args: list[Value]
    lent: list[str] = []


class Place(_Message, frozen=True, tag="place", kw_only=True):
    """A line of the student's notebook, and the function it stands in, if in any."""

    cell: int
    line: int
    code: Short
    function: Short = ""


class CellDone(_Message, frozen=True, tag="cell_done", kw_only=True):
    """A cell has finished; ``error`` is None where it ran to its end."""

    error: Raised | None
    output: Output


class Returned(_Message, frozen=True, tag="returned"):
    """What a call or a probe gave back, and its arguments as they are afterwards."""

    value: Value
    inputs: list[Value]


class Raised(_Message, frozen=True, tag="raised", kw_only=True):
    """An exception of the student's code: the name of its type, its words, and where.

    ``trace`` holds the lines of the notebook that led to it, the one that raised last.
    """

    name: Short
    message: Sentence
    trace: Annotated[list[Place], msgspec.Meta(max_length=MAX_TRACE)] = []

    @property
    def place(self) -> Place | None:
        """The line of the notebook that raised, or that called what did."""
        return self.trace[-1] if self.trace else None


class Missing(_Message, frozen=True, tag="missing"):
    """The namespace has no such name."""

    name: Short


class Ready(_Message, frozen=True, tag="ready"):
    """The notebook's process has so many threads; one means that the check is being answered."""

    threads: int


Request = RunCell | BeginCheck | Call | Probe
Answer = Returned | Raised | Missing
Reply = CellDone | Answer | Ready

_Kind = TypeVar("_Kind")
_encoder = msgspec.msgpack.Encoder()
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def pack(message: Request | Reply) -> bytes:
    """The message as bytes."""
    return _encoder.encode(message)


def unpack_request(frame: bytes) -> Request:
    """Read a request (worker's side). Raises ``WireError``."""
    return _unpack(_requests, frame)


def unpack_reply(frame: bytes) -> Reply:
    """Read a reply (trusted side). Raises ``WireError`` on anything but one whole reply."""
    return _unpack(_replies, frame)


def _unpack(decoder: msgspec.msgpack.Decoder[_Kind], frame: bytes) -> _Kind:
    require_few(frame)
    try:
        return decoder.decode(frame)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise WireError(f"not a message of this protocol: {type(error).__name__}") from None
