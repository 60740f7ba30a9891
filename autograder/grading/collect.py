"""Find the submissions in what a teacher points at: a folder, a zip, or one notebook.

Every file is a student's and may be hostile: only regular files are opened, no link is followed,
and size is capped before anything is read.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

MAX_NOTEBOOK_BYTES = 20 * 2**20
MAX_FILES = 200_000
_IGNORED = (".ipynb_checkpoints", "__MACOSX")
TIMESTAMP = "timestamp.txt"
_YEARS = range(1970, 2200)
_ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


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


def entries(root: Path) -> list[Entry]:
    """Notebooks, time stamps and whatever lies where a submission should, by path.

    Raises:
        NothingThere: there is not one notebook, or nothing that can be looked into.
    """
    if root.is_dir():
        found = list(_in_folder(root))
    elif root.suffix == ".zip" and root.is_file():
        found = list(_in_zip(root))
    elif root.suffix == ".ipynb" and root.is_file():
        found = [Entry(PurePosixPath(root.name), lambda: _read_file(root))]
    else:
        raise NothingThere(f"{root} is not a folder, a .zip or an .ipynb file")
    if not any(is_notebook(entry.path) for entry in found):
        raise NothingThere(f"{root} holds no .ipynb file")
    return sorted(found, key=lambda entry: entry.path)


def is_notebook(path: PurePosixPath) -> bool:
    """Whether its name says that it is a notebook."""
    return path.suffix.lower() == ".ipynb"


def submitted_at(stamp: bytes) -> datetime | None:
    """The moment in nbgrader's ``timestamp.txt``, or None where it makes no sense."""
    text = stamp[:100].decode("utf-8", "replace").strip().removesuffix("UTC").strip()
    try:
        moment = datetime.fromisoformat(text)
        aware = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware if aware.year in _YEARS else None


def _is_wanted(path: PurePosixPath) -> bool:
    hidden = any(part in _IGNORED or part.startswith(".") for part in path.parts)
    return not hidden and (is_notebook(path) or path.name == TIMESTAMP or len(path.parts) == 3)


def _in_folder(root: Path) -> Iterator[Entry]:
    count = 0
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, followlinks=False, onerror=closed.append):
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in linked:
            yield _unopened(root, Path(folder, name), "it is a link")
        for name in names:
            count += 1
            if count > MAX_FILES:
                raise NothingThere(f"{root} holds more than {MAX_FILES} files; grade a part of it")
            path = Path(folder, name)
            below = PurePosixPath(_printable(path.relative_to(root).as_posix()))
            if _is_wanted(below):
                yield Entry(below, partial(_read_file, path))

    for error in closed:
        yield _unopened(root, Path(error.filename), error.strerror or "it cannot be opened")


def _unopened(root: Path, folder: Path, reason: str) -> Entry:
    """Stands for the notebook in a folder that is not looked into, so that nobody misses it."""
    below = PurePosixPath(_printable(folder.relative_to(root).as_posix()))

    def read() -> bytes:
        raise UnreadableFile(f"the folder {below} was not opened: {reason}")

    return Entry(below / "notebook.ipynb", read)


def _printable(name: str) -> str:
    """A name that can be printed and recorded, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read_file(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        link = "it is a link" if path.is_symlink() else error.strerror
        raise UnreadableFile(f"{path.name} cannot be opened: {link}") from None
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableFile(f"{path.name} is not a regular file")
        return _capped(path.name, file.read(MAX_NOTEBOOK_BYTES + 1))


def _in_zip(root: Path) -> Iterator[Entry]:
    try:
        with zipfile.ZipFile(root) as archive:
            members = archive.infolist()
    except Exception as error:  # zipfile raises a dozen types on damaged files
        raise NothingThere(f"{root} cannot be read as a zip file: {error}") from None
    if len(members) > MAX_FILES:
        raise NothingThere(f"{root} holds more than {MAX_FILES} files; grade a part of it")
    for member in members:
        path = PurePosixPath(member.filename)
        if not member.is_dir() and ".." not in path.parts and _is_wanted(path):
            inside = PurePosixPath(*(p for p in path.parts if not p.startswith("/")))
            yield Entry(inside, partial(_read_member, root, member))


def _read_member(root: Path, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in _ZIP_METHODS:  # the others inflate whole, whatever is asked
        raise UnreadableFile(f"{member.filename} is compressed in an unusual way; use plain zip")
    try:
        with zipfile.ZipFile(root) as archive, archive.open(member) as file:
            content = file.read(MAX_NOTEBOOK_BYTES + 1)
    except Exception as error:  # zipfile raises a dozen types on damaged files
        raise UnreadableFile(f"{member.filename} cannot be read: {error}") from None
    return _capped(member.filename, content)


def _capped(name: str, content: bytes) -> bytes:
    if len(content) > MAX_NOTEBOOK_BYTES:
        limit = MAX_NOTEBOOK_BYTES // 2**20
        raise UnreadableFile(f"{name} is larger than {limit} MiB; clear its outputs and try again")
    return content
