"""The same notebooks graded by this tool, by nbgrader, without isolation and by nobody, in turn.

Each counted round grades a small class and a larger one. What a command needs to start is in both,
so their difference is the cost of the notebooks alone. The round before those is not timed: it
measures memory, and brings every file into the machine's cache.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader_course import NbgraderCourse
from notebooks import right_class
from tree import ROOT, CommandFailed, Cost, cost_of

from autograder.course.assignment import Assignment
from gradebook.store import Gradebook

OURS, NBGRADER, FLOOR = "torchgrade", "nbgrader", "floor"
BARE = "floor and checks"
"""The floor and all our checks in one process, which is what isolation is paid on top of."""


@dataclass(frozen=True)
class Sizes:
    """How many notebooks the classes have. Both tools grade ``shared``."""

    few: int
    shared: int
    many: int

    def of(self, who: str) -> tuple[int, int]:
        """The small and the large class that one of them grades."""
        return {
            OURS: (self.shared, self.many),
            NBGRADER: (self.few, self.shared),
            FLOOR: (self.shared, self.many),
            BARE: (self.shared, self.many),
        }[who]


@dataclass(frozen=True)
class Sample:
    """One command, measured once. ``in_boxes`` is CPU time as the gradebook has it."""

    round: int
    who: str
    slug: str
    notebooks: int
    wall: float
    cpu: float
    peak_bytes: int = 0
    in_boxes: float = 0.0


class Contest:
    """The classes of one assignment, and who can grade them."""

    def __init__(self, folder: Path, assignment: Assignment, sizes: Sizes) -> None:
        """Write the classes and make the course for nbgrader."""
        self._folder = folder
        self._about = assignment
        self._sizes = sizes
        for size in {sizes.few, sizes.shared, sizes.many}:
            right_class(self._class(size), assignment, size)
        slug, points = assignment.slug, assignment.max_score
        self._nbgrader = NbgraderCourse(folder / "nbgrader", slug, points)
        self._graders: dict[str, Callable[[int, bool], tuple[Cost, float]]] = {
            OURS: self._ours,
            NBGRADER: self._theirs,
            FLOOR: self._floor,
            BARE: self._bare,
        }

    def round(self, number: int) -> Iterator[Sample]:
        """Everybody grades, by turns; round 0 measures memory, on the class that all grade."""
        turns = (0, 1) if number else (1,)
        for turn in turns:
            for who, grade in self._graders.items():
                size = self._sizes.of(who)[turn] if number else self._sizes.shared
                cost, boxes = grade(size, number == 0)
                found = cost.wall, cost.cpu, cost.peak_bytes, boxes
                yield Sample(number, who, self._about.slug, size, *found)

    def _class(self, size: int) -> Path:
        return self._folder / f"class of {size}"

    def _ours(self, size: int, memory: bool) -> tuple[Cost, float]:
        target = self._folder / "ours.db"
        target.unlink(missing_ok=True)
        line = [sys.executable, "-m", "autograder.cli", "grade", str(self._class(size)), "--quiet"]
        line += ["--gradebook", str(target), "--jobs", str(os.cpu_count() or 1)]
        cost = cost_of(line, memory=memory)
        return cost, self._require_all_right(target, size)

    def _require_all_right(self, target: Path, size: int) -> float:
        """A notebook that was not graded would make us look fast; returns its boxes' seconds."""
        with Gradebook.open(target) as gradebook:
            grades = gradebook.grades()
            keys = [(grade.student.id, grade.assignment.slug) for grade in grades]
            attempts = [attempt for key in keys for attempt in gradebook.attempts(*key)]
        if [attempt.score for attempt in attempts] != [self._about.max_score] * size:
            raise CommandFailed(f"not all of {size} right notebooks have all points")
        return sum(attempt.cpu_seconds for attempt in attempts)

    def _theirs(self, size: int, memory: bool) -> tuple[Cost, float]:
        return self._nbgrader.grade(self._class(size), memory), 0.0

    def _floor(self, size: int, memory: bool, *slug: str) -> tuple[Cost, float]:
        script = ROOT / "tests" / "bench" / "floor.py"
        line = [sys.executable, str(script), str(self._class(size)), str(os.cpu_count() or 1)]
        cost = cost_of([*line, *slug], memory=memory)
        own = json.loads(cost.output)
        return Cost(own["wall"], own["cpu"], cost.peak_bytes), 0.0

    def _bare(self, size: int, memory: bool) -> tuple[Cost, float]:
        return self._floor(size, memory, self._about.slug)
