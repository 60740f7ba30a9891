"""From files to submissions: who handed in what for which assignment."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath

from autograder.grading.collect import submitted_at
from autograder.grading.entry import (
    OUTSIDE,
    TIMESTAMP,
    Entry,
    NothingThere,
    UnreadableFile,
    is_notebook,
    plain_name,
)
from autograder.grading.notebook import NotebookError, declared_assignment, parse
from gradebook.lookalike import skeleton

MAX_TOTAL_BYTES = 4 * 2**30
"""Of all notebooks of one run, which are in memory until they are graded."""

_MAX_NAMED = 5

_HOMELESS = (
    "it lies in no <student>/<assignment>/ folder right below the path given, and neither its "
    "metadata nor its name tells an assignment of this course (--assignment would)"
)
_NAMELESS = (
    "its path names no student that can be seen; rename the folder or file to the student's id"
)
_TOO_LARGE = "the notebooks are too large together; grade them in parts, such as by --assignment"


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment. ``trouble`` says why it cannot be graded.

    ``path`` is where it lies below what was pointed at, if that is one file; no part of what it is.
    """

    student: str
    slug: str
    content: bytes
    submitted_at: datetime | None = None
    trouble: str = ""
    note: str = ""
    path: PurePosixPath | None = field(default=None, compare=False)

    @property
    def sha256(self) -> str:
        """Digest of the notebook file, or of the reason why there is none."""
        return hashlib.sha256(self.content or self.trouble.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Unplaced:
    """A notebook that belongs to no assignment we know, and why we think so."""

    path: PurePosixPath
    reason: str


def submissions(
    entries: Sequence[Entry], slugs: Sequence[str], only: str | None = None, home: str = ""
) -> tuple[list[Submission], list[Unplaced]]:
    """Sort files into submissions, by assignment and student.

    The first folder of a path is the student, whatever lies below: nobody can hand in for another
    from within their own folder. A notebook in ``<student>/<assignment>/`` is for that assignment
    (nbgrader's layout); any other is placed by ``only``, its metadata or its name. A notebook in
    no folder belongs to the student that the rest of its name tells.

    Args:
        entries: the files.
        slugs: the assignments of the course.
        only: the assignment of every notebook that its folder does not place.
        home: the name of the folder or zip they were found in: a student's, where assignments
            are its folders.

    Raises:
        NothingThere: they are more than memory should hold.
    """
    home = plain_name(home)
    found = [_Placed.of(entry, slugs, only, home) for entry in _unwrapped(entries, home)]
    stamps = {place.folder: place.entry for place in found if place.is_stamp}
    groups: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    unplaced = []
    for place in (place for place in found if is_notebook(place.entry.path)):
        if place.slug is None:
            unplaced.append(Unplaced(place.entry.path, _why_unplaced(place)))
        elif only is None or place.slug == only:
            groups[place.slug, place.student].append(place)
    other = [place for place in found if place.direct and not place.is_stamp]
    for place in (place for place in other if not is_notebook(place.entry.path)):
        if place.slug is not None and (only is None or place.slug == only):
            groups.setdefault((place.slug, place.student), [])
    every = []
    left = MAX_TOTAL_BYTES
    for (slug, student), files in groups.items():
        every.append(_one(student, slug, files, stamps))
        left -= len(every[-1].content)
        if left < 0:
            raise NothingThere(_TOO_LARGE)
    return sorted(every, key=lambda one: (one.slug, one.student)), unplaced


@dataclass(frozen=True)
class _Placed:
    """A file, whose it is and for what; ``direct`` where it lies in the assignment's folder."""

    entry: Entry
    student: str
    slug: str | None
    direct: bool

    @property
    def folder(self) -> tuple[str, str | None]:
        """What a time stamp in this file's folder is about."""
        return self.student, self.slug

    @property
    def is_stamp(self) -> bool:
        """A time stamp counts where nbgrader puts it; deeper down a student may have forged it."""
        shallow = self.direct or (self.slug is None and len(self.entry.path.parts) == 2)
        return shallow and self.entry.path.name == TIMESTAMP

    @classmethod
    def of(cls, entry: Entry, slugs: Sequence[str], only: str | None, home: str) -> _Placed:
        place = cls._by_path(entry, slugs, only, home)
        # A student whom nobody can see in a table is none: they would vanish without a word.
        somebody = place.student != OUTSIDE and skeleton(place.student)
        return place if somebody else replace(place, student="", slug=None)

    @classmethod
    def _by_path(cls, entry: Entry, slugs: Sequence[str], only: str | None, home: str) -> _Placed:
        folders = list(entry.path.parts[:-1])
        if folders and folders[0] in slugs:  # pointed at one student's own folder
            folders.insert(0, home or folders[0])
        if len(folders) > 1 and folders[1] in slugs:
            return cls(entry, folders[0], folders[1], len(folders) == 2)
        hidden_deeper = len(folders) > 2 and folders[2] in slugs
        if hidden_deeper or not is_notebook(entry.path):
            return cls(entry, folders[0] if folders else "", None, False)
        slug = only or _declared(entry, slugs) or _named(entry.path.stem, slugs)
        student = folders[0] if folders else _rest_of_name(entry.path.stem, slug)
        return cls(entry, student, slug, False)


def _unwrapped(entries: Sequence[Entry], home: str) -> list[Entry]:
    """Without the folder around everything that a zip often has, told by its name.

    Not by being the only one: the only student so far would be taken for it.
    """
    around = {entry.path.parts[0] for entry in entries if len(entry.path.parts) > 3}
    if len(around) == 1 and around <= {"submitted", home}:
        (name,) = around
        if all(entry.path.parts[0] == name for entry in entries):
            return [replace(e, path=PurePosixPath(*e.path.parts[1:])) for e in entries]
    return list(entries)


def _why_unplaced(place: _Placed) -> str:
    try:
        place.entry.read()
    except UnreadableFile as error:
        return str(error)
    return _HOMELESS if place.student else _NAMELESS


def _declared(entry: Entry, slugs: Sequence[str]) -> str | None:
    try:
        slug = declared_assignment(parse(entry.read()))
    except (UnreadableFile, NotebookError):
        return None
    return slug if slug in slugs else None


def _named(stem: str, slugs: Sequence[str]) -> str | None:
    inside = [slug for slug in slugs if slug in stem]
    return max(inside, key=len, default=None)


def _rest_of_name(stem: str, slug: str | None) -> str:
    return stem.replace(slug or "", "").strip("-_ .") or stem


def _one(
    student: str,
    slug: str,
    files: Sequence[_Placed],
    stamps: dict[tuple[str, str | None], Entry],
) -> Submission:
    chosen = _choose(files, slug)
    direct = any(place.direct for place in files)
    stamp = stamps.get((student, slug)) or (None if direct else stamps.get((student, None)))
    moment = _moment(stamp)
    if not files:
        return Submission(student, slug, b"", moment, "There are files, but no notebook (.ipynb).")
    if chosen is None:
        trouble = (
            f"{len(files)} notebooks ({_names(files)}); which one is it? Keep one, as {slug}.ipynb."
        )
        return Submission(student, slug, b"", moment, trouble)
    others = [place for place in files if place.entry is not chosen]
    note = f"Also there, not graded: {_names(others)}." if others else ""
    try:
        return Submission(student, slug, chosen.read(), moment, note=note, path=chosen.path)
    except UnreadableFile as error:
        return Submission(student, slug, b"", moment, f"{error}.", note, chosen.path)


def _names(files: Sequence[_Placed]) -> str:
    names = [str(place.entry.path) for place in files[:_MAX_NAMED]]
    return ", ".join(names) + (f", and {len(files) - _MAX_NAMED} more" * (len(files) > _MAX_NAMED))


def _choose(files: Sequence[_Placed], slug: str) -> Entry | None:
    """The one in the assignment's folder and of its name, as far as that tells one."""
    candidates = [place for place in files if place.direct] or list(files)
    exact = [place for place in candidates if place.entry.path.stem == slug]
    candidates = exact or candidates
    return candidates[0].entry if len(candidates) == 1 else None


def _moment(stamp: Entry | None) -> datetime | None:
    try:
        return submitted_at(stamp.read()) if stamp else None
    except UnreadableFile:
        return None
