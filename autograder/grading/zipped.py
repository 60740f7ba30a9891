"""The files in a zip. It is never unpacked: members are read into memory, one at a time, capped."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.grading import entry
from autograder.grading.entry import (
    OUTSIDE,
    Entry,
    NothingThere,
    UnreadableFile,
    is_wanted,
    plain_name,
    read_capped,
    unopened,
)

MAX_DIRECTORY_BYTES = 32 * 2**20
"""A zip's list of its members, which zipfile reads whole: some 160 bytes for each of the most."""

_MAX_PART = 255
"""Bytes of a file's name, on any file system."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile("^[A-Za-z]:(?=/)")


def in_zip(root: Path) -> Iterator[Entry]:
    """The members that matter. Raises ``NothingThere`` where it is no zip, or too large a one."""
    try:
        archive = zipfile.ZipFile(_Capped(root))
        members = archive.infolist()
    except Exception as error:  # zipfile raises a dozen types on damaged files
        raise NothingThere(f"{root} cannot be read as a zip file: {error}") from None
    if len(members) > entry.MAX_FILES:
        raise NothingThere(f"{root} holds more than {entry.MAX_FILES} files; grade a part of it")
    for member in members:
        # Some of Windows' tools write backslashes; a slash at the end means a folder.
        name = plain_name(member.filename.replace("\\", "/"))
        if not name.endswith("/") and is_wanted(path := _path(name)):
            yield _entry(archive, member, name, path)


class _Capped(io.FileIO):
    """Refuses to read so much at once as only an enormous list of members is long."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("it has too many files; grade a part of it")
        return super().read(size) or b""

    def __del__(self) -> None:
        """Close it with the last entry that reads from it; none of them knows to be the last."""
        self.close()


def _path(name: str) -> PurePosixPath:
    """Where a member lies below the root, whatever its name says."""
    parts = [part for part in _DRIVE.sub("", name).split("/") if part not in ("", ".")]
    return PurePosixPath(*(OUTSIDE if part == ".." else _short(part) for part in parts))


def _short(part: str) -> str:
    if len(part.encode()) <= _MAX_PART:
        return part
    stem, dot, suffix = part.rpartition(".")
    return f"{(stem or suffix)[:50]}...{dot}{suffix[-10:]}"


def _entry(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, path: PurePosixPath
) -> Entry:
    if ".." in name.split("/"):
        return unopened(path, f"{path} was not read: its name in the zip leads out of the zip")
    if any(len(part.encode()) > _MAX_PART for part in name.split("/")):
        return unopened(path, f"{path} was not read: its name in the zip is too long for a file")
    if stat.S_ISLNK(member.external_attr >> 16):
        return unopened(path, f"{path} was not read: it is a link")
    return Entry(path, partial(_read, archive, member, str(path)))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    if member.compress_type not in _METHODS:  # the others inflate whole, whatever is asked
        raise UnreadableFile(f"{name} is compressed in an unusual way; use plain zip")
    try:
        with archive.open(member) as file:
            return read_capped(name, file)
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile raises a dozen types on damaged files
        raise UnreadableFile(f"{name} cannot be read: {error}") from None
