"""A file that was handed in, wherever it lies: its name, and a way to its bytes.

Names and bytes are a student's and may be hostile, so both are made harmless here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

MAX_NOTEBOOK_BYTES = 20 * 2**20
MAX_FILES = 200_000
TIMESTAMP = "timestamp.txt"
OUTSIDE = "(..)"
"""Stands in a path where it would lead out of what was handed in. Nobody's name."""

_IGNORED = (".ipynb_checkpoints", "__MACOSX")


class UnreadableFile(Exception):
    """A file that will not be read, and why."""


class NothingThere(Exception):
    """The path holds nothing that can be graded; the message says what was expected."""


@dataclass(frozen=True)
class Entry:
    """A file found: its path below the root, and how to get its bytes.

    ``read`` raises ``UnreadableFile``.
    """

    path: PurePosixPath
    read: Callable[[], bytes]


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unopened(path: PurePosixPath, reason: str) -> Entry:
    """Stands for what is not looked into, so that nobody misses it."""

    def read() -> bytes:
        raise UnreadableFile(reason)

    return Entry(path, read)


def read_capped(name: str, file: _Readable) -> bytes:
    """All bytes of an open file. Raises ``UnreadableFile`` where it is too large."""
    content = file.read(MAX_NOTEBOOK_BYTES + 1)
    if len(content) > MAX_NOTEBOOK_BYTES:
        limit = MAX_NOTEBOOK_BYTES // 2**20
        raise UnreadableFile(f"{name} is larger than {limit} MiB; clear its outputs and try again")
    return content


def plain_name(name: str) -> str:
    """A name that can be printed and recorded, whatever bytes the file system holds.

    macOS spells an accented letter as two characters, other systems as one; here it is one, or
    the same student would be two.
    """
    storable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", storable)


def is_notebook(path: PurePosixPath) -> bool:
    """Whether its name says that it is a notebook."""
    return path.suffix.lower() == ".ipynb"


def is_hidden(path: PurePosixPath) -> bool:
    """Whether it lies where no submission does: hidden files, and copies that tools keep."""
    return any(part in _IGNORED or part.startswith(".") for part in path.parts)


def is_wanted(path: PurePosixPath) -> bool:
    """Whether it is a notebook, a time stamp, or whatever lies where a submission should."""
    named = is_notebook(path) or path.name == TIMESTAMP
    return not is_hidden(path) and (named or len(path.parts) == 3)
