"""Checks added up to tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from gradebook.records import CheckResult


@dataclass(frozen=True, slots=True)
class TaskMark:
    """What one attempt earned in one task."""

    task: str
    points: float
    max_points: float


def task_marks(checks: Sequence[CheckResult]) -> list[TaskMark]:
    """The marks of each task, in the order of its first check."""
    names = dict.fromkeys(check.task for check in checks)
    return [_mark(name, [check for check in checks if check.task == name]) for name in names]


def _mark(name: str, checks: Sequence[CheckResult]) -> TaskMark:
    points, most = (fsum(c.points for c in checks), fsum(c.max_points for c in checks))
    return TaskMark(name, points, most)
