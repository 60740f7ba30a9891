"""From files to submissions: who handed in what for which assignment."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from autograder.grading.collect import Entry, UnreadableFile, submitted_at
from autograder.grading.notebook import NotebookError, declared_assignment, parse


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment. ``trouble`` says why it cannot be graded."""

    student: str
    slug: str
    content: bytes
    submitted_at: datetime | None = None
    trouble: str = ""
    note: str = ""

    @property
    def sha256(self) -> str:
        """Digest of the notebook file, or of the reason why there is none."""
        return hashlib.sha256(self.content or self.trouble.encode()).hexdigest()


@dataclass(frozen=True)
class Unplaced:
    """A notebook that belongs to no assignment we know, and why we think so."""

    path: PurePosixPath
    reason: str


def submissions(
    entries: Sequence[Entry], slugs: Sequence[str], only: str | None = None
) -> tuple[list[Submission], list[Unplaced]]:
    """Sort files into submissions, by assignment and student.

    Nbgrader's layout ``<student>/<assignment>/<notebook>.ipynb`` is told by its depth; any other
    notebook is placed by ``only``, its metadata or its name, and belongs to the student that its
    folder or the rest of its name tells.

    Args:
        entries: the files.
        slugs: the assignments of the course.
        only: the assignment of every notebook that its folder does not place.
    """
    stamps = {entry.path.parent: entry for entry in entries if entry.path.name == "timestamp.txt"}
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    unplaced = []
    for entry in (entry for entry in entries if entry.path.suffix == ".ipynb"):
        slug = _slug(entry, slugs, only)
        if slug is None:
            reason = "no assignment of this course in its folder, metadata or name"
            unplaced.append(Unplaced(entry.path, f"{reason}; use --assignment"))
        elif only is None or slug == only:
            groups[slug, _student(entry.path, slug)].append(entry)
    found = [_one(student, slug, files, stamps) for (slug, student), files in groups.items()]
    return sorted(found, key=lambda one: (one.slug, one.student)), unplaced


def _slug(entry: Entry, slugs: Sequence[str], only: str | None) -> str | None:
    folders = [part for part in entry.path.parts[:-1] if part in slugs]
    if folders:
        return folders[-1]
    return only or _declared(entry, slugs) or _named(entry.path.stem, slugs)


def _declared(entry: Entry, slugs: Sequence[str]) -> str | None:
    try:
        slug = declared_assignment(parse(entry.read()))
    except (UnreadableFile, NotebookError):
        return None
    return slug if slug in slugs else None


def _named(stem: str, slugs: Sequence[str]) -> str | None:
    inside = [slug for slug in slugs if slug in stem]
    return max(inside, key=len, default=None)


def _student(path: PurePosixPath, slug: str) -> str:
    """The folder above the assignment's, else the notebook's own, else what its name adds."""
    folders = list(path.parts[:-1])
    if slug in folders:
        folders = folders[: folders.index(slug)]
    if folders:
        return folders[-1]
    return path.stem.replace(slug, "").strip("-_ .") or path.stem


def _one(
    student: str, slug: str, files: Sequence[Entry], stamps: dict[PurePosixPath, Entry]
) -> Submission:
    chosen = _choose(files, slug)
    if chosen is None:
        names = ", ".join(entry.path.name for entry in files)
        trouble = f"{len(files)} notebooks ({names}) and none is named {slug}.ipynb"
        return Submission(student, slug, b"", None, trouble)
    others = [entry.path.name for entry in files if entry is not chosen]
    note = f"Also there, not graded: {', '.join(others)}." if others else ""
    moment = _moment(stamps.get(chosen.path.parent))
    try:
        return Submission(student, slug, chosen.read(), moment, note=note)
    except UnreadableFile as error:
        return Submission(student, slug, b"", moment, f"{error}.", note)


def _choose(files: Iterable[Entry], slug: str) -> Entry | None:
    every = list(files)
    exact = [entry for entry in every if entry.path.stem == slug]
    candidates = exact or every
    return candidates[0] if len(candidates) == 1 else None


def _moment(stamp: Entry | None) -> datetime | None:
    try:
        return submitted_at(stamp.read()) if stamp else None
    except UnreadableFile:
        return None
