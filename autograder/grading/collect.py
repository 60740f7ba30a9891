"""Find the submissions in what a teacher points at: a folder, a zip, or one notebook.

Every file is a student's and may be hostile: only regular files are opened, no link is followed,
and size is capped before anything is read.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.grading import entry
from autograder.grading.entry import (
    Entry,
    NothingThere,
    UnreadableFile,
    is_hidden,
    is_notebook,
    is_wanted,
    plain_name,
    read_capped,
    unopened,
)
from autograder.grading.zipped import in_zip

_MAX_DEPTH = 50
_YEARS = range(1970, 2200)


def entries(root: Path) -> list[Entry]:
    """Notebooks, time stamps and whatever lies where a submission should, by path.

    Raises:
        NothingThere: there is not one notebook, or nothing that can be looked into.
    """
    if root.is_dir():
        found = list(_in_folder(root))
    elif root.suffix == ".zip" and root.is_file():
        found = list(in_zip(root))
    elif root.suffix == ".ipynb" and root.is_file():
        found = [Entry(PurePosixPath(plain_name(root.name)), partial(_read_file, root))]
    else:
        raise NothingThere(f"{root} is not a folder, a .zip or an .ipynb file")
    if not any(is_notebook(one.path) for one in found):
        raise NothingThere(f"{root} holds no .ipynb file")
    return sorted(found, key=lambda one: one.path)


def submitted_at(stamp: bytes) -> datetime | None:
    """The moment in nbgrader's ``timestamp.txt``, or None where it makes no sense."""
    text = stamp[:100].decode("utf-8", "replace").strip().removesuffix("UTC").strip()
    try:
        moment = datetime.fromisoformat(text)
        aware = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware if aware.year in _YEARS else None


def _in_folder(root: Path) -> Iterator[Entry]:
    passed_over: dict[PurePosixPath, str] = {}
    seen: Counter[str] = Counter()

    def closed(error: OSError) -> None:
        passed_over[_below(root, error.filename)] = error.strerror or "it cannot be opened"

    for folder, folders, names in os.walk(root, followlinks=False, onerror=closed):
        below = _below(root, folder)
        first = below.parts[0] if below.parts else ""
        seen[first] += len(folders) + len(names)
        if seen[first] > entry.MAX_FILES:
            passed_over[PurePosixPath(first)] = f"it holds more than {entry.MAX_FILES} files"
        elif len(below.parts) >= _MAX_DEPTH:
            passed_over[below] = f"it lies {_MAX_DEPTH} folders deep"
        else:
            linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            passed_over |= {_below(root, folder, name): "it is a link" for name in linked}
            folders[:] = [name for name in folders if not is_hidden(PurePosixPath(name))]
            yield from _files(below, folder, names)
            continue
        folders.clear()
    yield from _stand_ins(root, passed_over)


def _files(below: PurePosixPath, folder: str, names: list[str]) -> Iterator[Entry]:
    if is_notebook(below) and not names:
        yield unopened(below, f"{below.name} is a folder, not a notebook")
    for name in names:
        path = below / plain_name(name)
        if is_wanted(path):
            yield Entry(path, partial(_read_file, Path(folder, name)))


def _stand_ins(root: Path, passed_over: dict[PurePosixPath, str]) -> Iterator[Entry]:
    """What one student did to their folder must not keep the others from a grade."""
    for folder, reason in passed_over.items():
        if not folder.parts:
            raise NothingThere(f"{root} was not opened: {reason}; grade a part of it")
        if not is_hidden(folder):
            reason = f"the folder {folder} was not opened: {reason}"
            yield unopened(folder / "notebook.ipynb", reason)


def _below(root: Path, *parts: str) -> PurePosixPath:
    return PurePosixPath(plain_name(Path(*parts).relative_to(root).as_posix()))


def _read_file(path: Path) -> bytes:
    name = plain_name(path.name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        link = "it is a link" if os.path.islink(path) else error.strerror
        raise UnreadableFile(f"{name} cannot be opened: {link}") from None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableFile(f"{name} is not a regular file")
        try:
            return read_capped(name, file)
        except OSError as error:
            raise UnreadableFile(f"{name} cannot be read: {error.strerror}") from None
