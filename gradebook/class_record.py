"""How a class did in one assignment: gathered submission by submission, so that memory stays flat.

Only graded submissions are counted: what is missing or waits for a person says nothing of a check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

from gradebook.failures import pattern
from gradebook.records import Assignment, CheckResult, Grade
from gradebook.statistics import point_biserial, upper_lower

PASSED = "passed"
SKIPPED = "skipped"


@dataclass
class Item:
    """One check over the class. ``rests`` are the scores without this check's own points."""

    newest: CheckResult
    outcomes: Counter[str] = field(default_factory=Counter)
    passed: list[bool] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)

    @property
    def pass_rate(self) -> float:
        """Share of those it was asked of who passed it."""
        return sum(self.passed) / len(self.passed)

    @property
    def point_biserial(self) -> float | None:
        """See ``statistics.point_biserial``."""
        return point_biserial(self.passed, self.rests)

    @property
    def upper_lower(self) -> float | None:
        """See ``statistics.upper_lower``."""
        return upper_lower(self.passed, self.rests)


@dataclass
class TaskRecord:
    """One task over the class: the share of its points that each student earned."""

    name: str
    max_points: float = 0.0
    shares: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Mean share of the points."""
        return fsum(self.shares) / len(self.shares)

    def rate(self, share: float) -> float:
        """How many of the class earned just this share of the points."""
        return sum(abs(one - share) < 1e-6 for one in self.shares) / len(self.shares)


@dataclass
class Held:
    """A misconception, and who holds it."""

    name: str
    hint: str
    tasks: dict[str, None] = field(default_factory=dict)
    students: dict[str, None] = field(default_factory=dict)


@dataclass
class Alike:
    """Failures that say the same, and who has them."""

    outcome: str
    pattern: str
    checks: Counter[str] = field(default_factory=Counter)
    students: dict[str, None] = field(default_factory=dict)


class ClassRecord:
    """One assignment's class. Add every grade with its checks, then look."""

    def __init__(self, assignment: Assignment) -> None:
        """Begin with nobody."""
        self.assignment = assignment
        self.grades: list[Grade] = []
        self.items: dict[str, Item] = {}
        self._tasks: dict[str, TaskRecord] = {}
        self._held: dict[str, Held] = {}
        self._alike: dict[tuple[str, str], Alike] = {}

    def add(self, grade: Grade, checks: Sequence[CheckResult]) -> None:
        """Count one student."""
        self.grades.append(grade)
        if grade.status != "graded":
            return
        score = fsum(check.points for check in checks)
        for check in checks:
            self._count(check, score)
            self._note_trouble(grade.student.id, check)
        for name in dict.fromkeys(check.task for check in checks):
            self._count_task(name, [check for check in checks if check.task == name])

    def tasks(self) -> list[TaskRecord]:
        """The tasks, in the order of the notebook."""
        order = [task.name for task in self.assignment.tasks]
        known = sorted(self._tasks.values(), key=lambda task: task.name)
        return sorted(known, key=lambda t: order.index(t.name) if t.name in order else len(order))

    def ordered(self) -> list[Item]:
        """The checks, task by task in the order of the notebook."""
        order = [task.name for task in self.tasks()]
        return sorted(self.items.values(), key=lambda item: order.index(item.newest.task))

    def misconceptions(self) -> list[Held]:
        """The known mistakes, those that most students hold first."""
        return sorted(self._held.values(), key=lambda held: (-len(held.students), held.name))

    def failures(self) -> list[Alike]:
        """Failures that say the same, those of most students first."""
        found = self._alike.values()
        return sorted(found, key=lambda one: (-len(one.students), one.outcome, one.pattern))

    def _count(self, check: CheckResult, score: float) -> None:
        item = self.items.setdefault(check.check, Item(check))
        item.outcomes[check.outcome] += 1
        item.passed.append(check.outcome == PASSED)
        item.rests.append(score - check.points)

    def _count_task(self, name: str, checks: Sequence[CheckResult]) -> None:
        task = self._tasks.setdefault(name, TaskRecord(name))
        most = fsum(check.max_points for check in checks)
        task.max_points = max(task.max_points, most)
        task.shares.append(fsum(c.points for c in checks) / most if most > 0 else 0.0)

    def _note_trouble(self, student: str, check: CheckResult) -> None:
        if check.outcome in (PASSED, SKIPPED):
            return
        if check.misconception:
            new = Held(check.misconception, check.hint or "")
            held = self._held.setdefault(check.misconception, new)
            held.tasks[check.task] = None
            held.students[student] = None
        key = check.outcome, pattern(check.message)
        alike = self._alike.setdefault(key, Alike(*key))
        alike.checks[check.check] += 1
        alike.students[student] = None
