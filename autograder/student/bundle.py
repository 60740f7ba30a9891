"""The bundle of an assignment: all that a student's machine needs to run the visible checks.

One JSON file beside the starter, ``<slug>.checks.json``. It is generated; its code is the visible
checks' own, and answers of the reference are numbers, in the wire's encoding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from autograder.checks.declare import CheckSpec
from autograder.wire.limits import Limits
from autograder.wire.messages import Answer
from autograder.wire.values import Value

SUFFIX = ".checks.json"
FORMAT = 1
_MAX_BYTES = 8 * 2**20


class StudentError(Exception):
    """Something that the student can mend; the message says what and how."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the parts of a bundle."""


class Recorded(_Part, frozen=True):
    """One question to the course, and its answer. ``kind`` says who answered it.

    A ``call`` of, or a ``probe`` next to, the reference's functions; or a question to one of the
    checks' own oracles, whose ``answer`` has no inputs.
    """

    kind: Literal["call", "probe", "oracle"]
    name: str
    args: list[Value]
    kwargs: dict[str, Value]
    answer: Answer


class VisibleCheck(_Part, frozen=True):
    """What a visible check says about itself, and its share of its task's points."""

    name: str
    task: str
    description: str
    points: float
    needs: list[str] = []

    @property
    def spec(self) -> CheckSpec:
        """In the words of whoever runs checks."""
        return CheckSpec(self.name, self.task, self.description, 0, True, tuple(self.needs))


class BundledTask(_Part, frozen=True):
    """A task and what it is worth."""

    name: str
    points: float


class Bundle(_Part, frozen=True):
    """The file.

    Attributes:
        format: of this file; another one needs another version of this package.
        slug: the assignment.
        title: its title.
        version: changes with anything in the bundle but the last digits of answers.
        tasks: its tasks, in order.
        limits: what the grader lets a notebook use.
        checks: its visible checks, in order.
        cells: code cells of the starter, as it came.
        setup: the imports and definitions of its provided cells.
        source: lines of Python, of the visible checks and their helpers.
        answers: what these ask the course.
    """

    format: int
    slug: str
    title: str
    version: str
    tasks: list[BundledTask]
    limits: Limits
    checks: list[VisibleCheck]
    cells: list[str]
    setup: list[str]
    source: list[str]
    answers: list[Recorded]


def dumped(bundle: Bundle) -> str:
    """The file's text, a line for each item, so that a person can read it."""
    fields = {name: getattr(bundle, name) for name in bundle.__struct_fields__}
    return (
        "{\n" + ",\n".join(f'"{name}": {_text(value)}' for name, value in fields.items()) + "\n}\n"
    )


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_line, value)) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def parsed(content: bytes) -> Bundle:
    """Read the file's bytes. Raises ``StudentError``."""
    try:
        head = msgspec.json.decode(content)
        if isinstance(head, dict) and head.get("format", FORMAT) != FORMAT:
            raise StudentError(
                "was written for another version of this package; install the version that came "
                "with the notebook (pip install -r requirements.txt)"
            )
        return msgspec.json.decode(content, type=Bundle)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise StudentError(f"cannot be read ({error}); take a fresh copy of it") from None


def load(path: Path) -> Bundle:
    """Read a bundle. Raises ``StudentError``."""
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES)
    except OSError as error:
        raise StudentError(f"{path} cannot be read: {error.strerror}") from None
    try:
        return parsed(content)
    except StudentError as error:
        raise StudentError(f"{path.name} {error}.") from None
