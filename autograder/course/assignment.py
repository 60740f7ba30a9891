"""One assignment as its teacher declares it in ``solutions/<slug>/assignment.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from autograder.digest import digest_of
from autograder.wire.limits import Limits


class CourseError(Exception):
    """The course's own files are wrong; the message says which, what, and what to do."""


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A function or class that the student writes, and what it is worth."""

    name: str
    points: Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class _Declaration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    tasks: list[Task]
    due: datetime | None = None
    late_percent_per_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    limits: Limits = Limits()


@dataclass(frozen=True)
class Assignment:
    """An assignment and where its files are. ``version`` changes with any of them."""

    slug: str
    folder: Path
    title: str
    tasks: tuple[Task, ...]
    due: datetime | None
    late_percent_per_day: float
    limits: Limits
    version: str

    @property
    def source(self) -> Path:
        """The one source of the notebook, the starter and the reference."""
        return self.folder / "notebook.py"

    @property
    def checks(self) -> Path:
        """The module of checks."""
        return self.folder / "checks.py"

    @property
    def max_score(self) -> float:
        """Points of all tasks together."""
        return sum(task.points for task in self.tasks)


def load_assignment(folder: Path) -> Assignment:
    """Read the declaration in ``folder``. Raises ``CourseError``."""
    path = folder / "assignment.toml"
    try:
        declared = msgspec.toml.decode(path.read_bytes(), type=_Declaration)
    except (OSError, ValueError, RecursionError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    names = [task.name for task in declared.tasks]
    if not names or len(set(names)) < len(names):
        raise CourseError(f"{path} must list at least one task, each name once")
    if declared.due is not None and declared.due.tzinfo is None:
        raise CourseError(f"{path}: due needs a time zone, for example 2027-02-14T23:59:00Z")
    return Assignment(
        slug=folder.name,
        folder=folder,
        title=declared.title,
        tasks=tuple(declared.tasks),
        due=declared.due,
        late_percent_per_day=declared.late_percent_per_day,
        limits=declared.limits,
        version=_digest(folder),
    )


def _digest(folder: Path) -> str:
    """A digest of every file that decides a grade; what only proves the checks does not."""
    proofs = {folder / "alternatives", folder / "equivalents.toml"}
    sources = (path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
    return digest_of(folder, (path for path in sources if not {path, path.parent} & proofs))
