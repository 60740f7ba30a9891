"""What hostile bytes may do to us: one function for each reader, which raises where it is wrong.

The fuzzer and the tests call the same functions.
"""

from __future__ import annotations

import socket
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec
import torch

from autograder.checks.declare import CheckSpec
from autograder.grading.collect import entries, submitted_at
from autograder.grading.entry import Entry, NothingThere, UnreadableFile, is_notebook, plain_name
from autograder.grading.notebook import NotebookError, code_cells, declared_assignment, parse
from autograder.grading.run_notebook import NotebookDied
from autograder.grading.submission import submissions
from autograder.outcome import StudentProblem
from autograder.split.form import read_answers
from autograder.split.refusal import FileRefused
from autograder.split.replay import Forged, NotForeseen, Replay
from autograder.wire.channel import Channel, ChannelClosed
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Returned, unpack_reply, unpack_request
from autograder.wire.values import Value, WireError
from gradebook.errors import GradebookError
from gradebook.exports.cells import text
from gradebook.lookalike import lookalikes, skeleton
from gradebook.records import Student
from gradebook.roster import read_roster

CHECK = CheckSpec("check_f", "f", "F.", 1, False, ())
SLUGS = ("04-autograd", "06-manual-backprop")
_FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")


def notebook(data: bytes) -> None:
    """Cells of text, or ``NotebookError``."""
    with suppress(NotebookError):
        parsed = parse(data)
        slug = declared_assignment(parsed)
        assert slug is None or isinstance(slug, str)
        for cell in code_cells(parsed):
            cell.source.encode()


def archive(data: bytes) -> None:
    """Entries that can be read or say why not, or ``NothingThere``; then sorted into students."""
    path = Path(_FOLDER.name, "all.zip")
    path.write_bytes(data)
    try:
        found = entries(path)
    except NothingThere:
        return
    _sorted_into_students(found)


def names(data: bytes) -> None:
    """Any names of files: every notebook is a student's, or told to be nobody's."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    paths = [PurePosixPath(plain_name(line.replace("\0", ""))) for line in lines]
    _sorted_into_students([Entry(path, partial(bytes, data)) for path in paths if path.parts])


def reply(data: bytes) -> None:
    """A value that survives the way back, or ``WireError``."""
    try:
        message = unpack_reply(data)
        values = [message.value, *message.inputs] if isinstance(message, Returned) else []
        for value in values:
            _bears_a_look(value)
    except WireError:
        pass


def request(data: bytes) -> None:
    """A request, or ``WireError``."""
    try:
        message = unpack_request(data)
        for value in getattr(message, "args", []):
            _bears_a_look(value)
    except WireError:
        pass


def frames(data: bytes) -> None:
    """Frames up to the end of the stream, or ``WireError``."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        channel = Channel(ours, watch=lambda: None)
        try:
            while True:
                assert len(channel.receive()) <= len(data)
        except (ChannelClosed, WireError):
            pass


def roster(data: bytes) -> None:
    """Students who differ, or ``GradebookError``."""
    path = Path(_FOLDER.name, "class.csv")
    path.write_bytes(data)
    try:
        ids = [student.id for student in read_roster(path)]
    except GradebookError:
        return
    assert len(set(ids)) == len(ids)
    assert all(skeleton(name) for name in ids)


def cell(data: bytes) -> None:
    """Text in which nothing runs and nothing hides, and a time stamp or none."""
    submitted_at(data)
    shown = text(data.decode("utf-8", "surrogateescape"))
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
    for piece in shown.split(";"):
        plain = unicodedata.normalize("NFKC", piece).lstrip(' "')
        assert not plain.startswith(("=", "+", "-", "@"))


def answers(data: bytes) -> None:
    """Answers that any check may ask, or ``FileRefused``."""
    path = Path(_FOLDER.name, "any.answers")
    path.write_bytes(data)
    try:
        notebook = Replay(read_answers(path))
    except FileRefused:
        return
    with suppress(NotebookDied):
        notebook.run()
    with notebook.student(CHECK, True) as session:
        for _ in range(3):
            with suppress(StudentProblem, NotForeseen, Forged, WireError):
                assert session.ask(Call("f", [], {})).inputs == []


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (notebook, archive, names, reply, request, frames, roster, cell, answers)
}


def _sorted_into_students(found: list[Entry]) -> None:
    for entry in found:
        with suppress(UnreadableFile):
            entry.read()
    kept, unplaced = submissions(found, SLUGS)
    for one in kept:
        Student(one.student)
        text(one.student + one.trouble + one.note).encode()
    lookalikes(one.student for one in kept)
    # Nobody vanishes: a notebook is somebody's, or it is named as nobody's.
    notebooks = [entry.path for entry in found if is_notebook(entry.path)]
    assert bool(notebooks) <= bool(kept or unplaced)
    keys = [(one.student, one.slug) for one in kept]
    assert len(set(keys)) == len(keys)


def _bears_a_look(value: Value) -> None:
    thing = decode(value)
    if isinstance(thing, torch.Tensor) and thing.is_meta:
        return
    repr(thing)
    once = encode(thing)
    twice = encode(decode(once))
    # What is of no known kind, such as a tensor that was on a GPU, is told as such from then on.
    known = b"opaque" not in msgspec.msgpack.encode(once)
    one, other = (once, twice) if known else (twice, encode(decode(twice)))
    assert msgspec.msgpack.encode(one) == msgspec.msgpack.encode(other)
