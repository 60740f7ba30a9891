"""One assignment as its teacher declares it in ``solutions/<slug>/assignment.toml``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from autograder.course.rules import CourseError, Rules, consistent, course_rules, read_toml
from autograder.digest import digest_of
from autograder.wire.limits import Limits
from gradebook.policy import Policy

__all__ = ["Assignment", "CourseError", "Task", "load_assignment"]


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A function or class that the student writes, and what it is worth.

    The points of a ``bonus`` task are added to a score and not to the maximum.
    """

    name: str
    points: Annotated[float, msgspec.Meta(ge=0, le=1e6)]
    bonus: bool = False


class _Declaration(Rules, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    tasks: list[Task]
    due: datetime | None = None
    weight: Annotated[float, msgspec.Meta(ge=0, le=1e6)] | None = None
    bonus: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True)
class Assignment:
    """An assignment and where its files are.

    ``version`` changes with everything that decides a score; dates, what lateness costs and
    ``attempts_per_day`` (None for any number) are no part of it.
    """

    slug: str
    folder: Path
    title: str
    tasks: tuple[Task, ...]
    due: datetime | None
    policy: Policy
    limits: Limits
    version: str
    attempts_per_day: int | None = None

    @property
    def source(self) -> Path:
        """The one source of the notebook, the starter and the reference."""
        return self.folder / "notebook.py"

    @property
    def checks(self) -> Path:
        """The module of checks."""
        return self.folder / "checks.py"

    @property
    def uses_gpu(self) -> bool:
        """Whether some of its checks need a GPU; read and not run, since running takes torch."""
        return "gpu=True" in self.checks.read_text(encoding="utf-8")

    @property
    def max_score(self) -> float:
        """Points of all tasks together, without bonus."""
        return sum(task.points for task in self.tasks if not task.bonus)


def load_assignment(folder: Path) -> Assignment:
    """Read the declaration in ``folder``. Raises ``CourseError``."""
    path = folder / "assignment.toml"
    declared = read_toml(path, lambda text: msgspec.toml.decode(text, type=_Declaration))
    names = [task.name for task in declared.tasks]
    if not names or len(set(names)) < len(names):
        raise CourseError(f"{path} must list at least one task, each name once")
    if declared.due is not None and declared.due.tzinfo is None:
        raise CourseError(f"{path}: due needs a time zone, for example 2027-02-14T23:59:00Z")
    consistent(path, declared)
    try:
        usual = course_rules(folder.parents[1])
        policy = usual.policy(declared, declared.weight, declared.bonus)
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from None
    return Assignment(
        slug=folder.name,
        folder=folder,
        title=declared.title,
        tasks=tuple(declared.tasks),
        due=declared.due,
        policy=policy,
        limits=declared.limits,
        version=_digest(folder, (declared.tasks, declared.limits)),
        attempts_per_day=usual.attempts_per_day(declared),
    )


def _digest(folder: Path, declared: object) -> str:
    """A digest of every file that decides a score; what only proves the checks does not."""
    others = {folder / name for name in ("alternatives", "equivalents.toml", "assignment.toml")}
    sources = (path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
    files = digest_of(folder, (path for path in sources if not {path, path.parent} & others))
    both = f"{files}\0{msgspec.json.encode(declared).decode()}"
    return hashlib.sha256(both.encode()).hexdigest()[:16]
