"""The two files between the zones: what is in them, how large they may be, and how to read them.

Questions are ours. Answers come from the zone that runs student code, so they may be anything:
``read_answers`` makes sure of their form, ``replay`` of what they claim.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from autograder.split.refusal import FileRefused
from autograder.wire.channel import MAX_FRAME
from autograder.wire.counting import require_few
from autograder.wire.limits import Limits
from autograder.wire.messages import CellDone, Missing, Raised, Returned, Sentence
from autograder.wire.values import WireError

VERSION: Literal[1] = 1
QUESTIONS = ".questions"
ANSWERS = ".answers"
MAX_FILE = 512 * 2**20
"""Bytes of one submission's questions or answers."""
MAX_SEQUENCES = 10_000

_Frame = Annotated[bytes, msgspec.Meta(max_length=MAX_FRAME)]
_Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Index = Annotated[int, msgspec.Meta(ge=0)]
_Sequences = Annotated[list[list[_Index]], msgspec.Meta(max_length=MAX_SEQUENCES)]
_Ticket = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """What both begin with.

    Attributes:
        version: of this form.
        grader: the version of the grader that wrote it.
        ticket: which submission in which run it is about, in words that only its course can read.
    """

    version: Literal[1]
    grader: Annotated[str, msgspec.Meta(max_length=500)]
    ticket: _Ticket


class Questions(_File, frozen=True, tag="questions"):
    """What may be asked of one notebook.

    Attributes:
        notebook: the SHA-256 of its file.
        limits: what it may use.
        setup: what is defined before its cells run.
        provided: the source of each code cell that the starter has.
        requests: the questions, packed; each once.
        sequences: in which order they may be put to one copy of the notebook, by index.
    """

    notebook: str
    limits: Limits
    setup: str
    provided: list[str]
    requests: list[_Frame]
    sequences: _Sequences


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="ended"):
    """The student's process gave no answer, or none that can be accepted, and what it was told."""

    outcome: Literal["timed_out", "out_of_memory", "crashed", "refused"]
    message: Sentence


class Answers(_File, frozen=True, tag="answers"):
    """What one notebook answered.

    Attributes:
        layers: the fences that it ran behind, as the other zone says.
        trouble: why there are no answers, where that is our fault.
        died: how the notebook's process ended before anything could be asked, if it did.
        cells: what became of the code cells that ran.
        requests: the digest of each question.
        replies: all that came back, packed; each once.
        asked: the sequences of questions, by index.
        answered: for each of these the replies, by index.
        cpu_seconds: what it used, as the other zone says.
        peak_bytes: likewise.
    """

    layers: Annotated[list[str], msgspec.Meta(max_length=16)]
    trouble: Sentence
    died: Ended | None
    cells: Annotated[list[CellDone], msgspec.Meta(max_length=2000)]
    requests: list[_Digest]
    replies: list[_Frame]
    asked: _Sequences
    answered: _Sequences
    cpu_seconds: Annotated[float, msgspec.Meta(ge=0, le=1e9)] = 0.0
    peak_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**50)] = 0


Answer = Returned | Raised | Missing | Ended
"""What may come back to one question."""

_Kind = TypeVar("_Kind", Questions, Answers)
_encoder = msgspec.msgpack.Encoder()
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def pack_answer(answer: Answer) -> bytes:
    """One answer as bytes."""
    return _encoder.encode(answer)


def unpack_answer(frame: bytes) -> Answer:
    """One answer from bytes that anybody may have written. Raises ``WireError``."""
    require_few(frame)
    try:
        return _answers.decode(frame)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise WireError(f"not an answer: {type(error).__name__}") from None


def write(file: Questions | Answers, path: Path) -> None:
    """Write the file, whole or not at all."""
    data = _encoder.encode(file)
    if len(data) > MAX_FILE:
        raise FileRefused(f"{path.name} would be larger than {MAX_FILE // 2**20} MiB")
    part = path.with_suffix(".part")
    part.write_bytes(data)
    os.replace(part, path)


def read_questions(path: Path) -> Questions:
    """Read a file of questions. Raises ``FileRefused``."""
    return _read(path, Questions)


def read_answers(path: Path) -> Answers:
    """Read a file of answers that anybody may have written. Raises ``FileRefused``."""
    answers = _read(path, Answers)
    pairs = zip(answers.asked, answers.answered, strict=False)
    alike = len(answers.asked) == len(answers.answered) and all(len(a) == len(b) for a, b in pairs)
    inside = all(index < len(answers.requests) for one in answers.asked for index in one)
    inside &= all(index < len(answers.replies) for one in answers.answered for index in one)
    if not (alike and inside):
        raise _refused(path, "its parts contradict each other")
    return answers


def _read(path: Path, kind: type[_Kind]) -> _Kind:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise _refused(path, f"it cannot be opened ({error.strerror})") from None
    if len(data) > MAX_FILE:
        raise _refused(path, f"it is larger than {MAX_FILE // 2**20} MiB")
    try:
        require_few(data)
        return msgspec.msgpack.decode(data, type=kind)
    except WireError as error:
        raise _refused(path, str(error)) from None
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError):
        raise _refused(path, "it is of another form, or cut short") from None


def _refused(path: Path, why: str) -> FileRefused:
    return FileRefused(f"{path.name} is refused: {why}")
