"""The course at a glance, for the terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import fsum

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.cli.next_steps import next_step
from gradebook.attention import Attention, expected
from gradebook.exports.cells import text as safe
from gradebook.overview import Overview, overview
from gradebook.policy import CoursePolicy
from gradebook.records import Assignment, Grade
from gradebook.total import course_totals

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDEST = 20
_COLUMNS = ("due", "in", "missing", "late", "review", "err", "stale", "mean")
_COLOURS = {"review": "yellow", "err": "red", "stale": "yellow"}


@dataclass(frozen=True)
class Course:
    """Everything that is shown; ``waiting`` is what needs the teacher."""

    grades: Sequence[Grade]
    enrolled: Collection[str]
    rules: CoursePolicy
    waiting: Sequence[Attention]
    now: datetime

    def assignments(self) -> Iterator[tuple[Assignment, Overview]]:
        """Each assignment and how its class stands; who is not on the roster is not missing."""
        asked = expected(self.grades, self.enrolled)
        for assignment, group in groupby(asked, lambda grade: grade.assignment):
            yield assignment, overview(list(group))

    def failures(self, assignment: Assignment) -> int:
        """At how many of its submissions the grader failed."""
        broken = [one.grades for one in self.waiting if one.reason == "broken"]
        return sum(grade.assignment.slug == assignment.slug for some in broken for grade in some)

    def total(self) -> tuple[float | None, int]:
        """The mean course total so far in percent, and how many students have none yet."""
        totals = course_totals(self.grades, self.rules, self.now)
        on_it = [one for one in totals if not self.enrolled or one.student.id in self.enrolled]
        known = [one.percent for one in on_it if one.percent is not None]
        return (fsum(known) / len(known) if known else None), len(on_it) - len(known)


def show_status(course: Course, target: str, console: Console | None = None) -> None:
    """Print a row for each assignment, then what to do next."""
    console = console or Console(highlight=False)
    found = list(course.assignments())
    console.print(Text(_headline(course, len(found)), style="bold"))
    if found:
        console.print(_table(course, found))
    if not course.waiting:
        console.print(Text("\nNothing waits for you." if found else _BEGIN))
        return
    console.print(Text("\nWhat waits for you", style="bold"))
    for waiting in course.waiting:
        step = next_step(waiting, target)
        row = Table.grid(padding=(0, 1))
        mark = Text("•", "dim" if waiting.reason == "missing" else "yellow")
        row.add_row(mark, Text(safe(step.words)))
        console.print(Padding(row, (0, 0, 0, 2), expand=False))
        console.print(Text(f"      {step.command}", style="cyan"), soft_wrap=True)


_BEGIN = "Nothing is graded yet: `autograder grade PATH` begins."


def _headline(course: Course, assignments: int) -> str:
    people = len({grade.student.id for grade in course.grades})
    if course.enrolled:
        said = f"{len(course.enrolled)} students on the roster"
    else:
        said = f"{people} students, no roster (`autograder roster CSV` records one)"
    mean, without = course.total()
    if mean is not None:
        said += f", course total so far {mean:.0f} % on average"
        said += f", {without} without one" if without else ""
    return f"{assignments} assignments, {said}"


def _table(course: Course, found: Sequence[tuple[Assignment, Overview]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))  # which fits 80 columns
    table.add_column("assignment", overflow="ellipsis", no_wrap=True, max_width=_WIDEST)
    for name in _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("0 … 100 %", no_wrap=True)
    for assignment, glance in found:
        quiet = not glance.handed_in
        cells = _cells(assignment, glance, course.failures(assignment))
        table.add_row(*cells, style="dim" if quiet else "")
    return table


def _cells(assignment: Assignment, glance: Overview, failures: int) -> list[Text]:
    """A row; what is 0 is left blank, so that what is not stands out."""
    numbers = {
        "missing": glance.missing,
        "late": glance.late,
        "review": glance.needs_review,
        "err": failures,
        "stale": glance.stale,
    }
    counts = [Text(str(n) if n else "", _COLOURS.get(name, "")) for name, n in numbers.items()]
    mean = "" if glance.shares is None else f"{100 * glance.shares.mean:.0f} %"
    due = _day(assignment.due)
    here = [Text(safe(assignment.slug)), Text(due), Text(str(glance.handed_in))]
    return [*here, *counts, Text(mean), Text(_spread(glance), "blue")]


def _day(due: datetime | None) -> str:
    """The day, in UTC; a course is seldom longer than a year."""
    return "" if due is None else f"{due.day} {due:%b}"


def _spread(glance: Overview) -> str:
    """How many have how much: ten blocks, the lowest for nobody."""
    most = max(glance.bins)
    if not most:
        return ""
    steps = len(_BLOCKS) - 1
    return "".join(_BLOCKS[-(-steps * count // most)] for count in glance.bins)


def status_document(course: Course, target: str) -> str:
    """The same as JSON."""
    mean, without = course.total()
    return json.dumps(
        {
            "as_of": course.now.isoformat(),
            "enrolled": len(course.enrolled),
            "total": {"mean_percent": mean, "without": without},
            "assignments": [_record(*pair, course) for pair in course.assignments()],
            "waiting": [_waits(waiting, target) for waiting in course.waiting],
        },
        indent=1,
    )


def _record(assignment: Assignment, glance: Overview, course: Course) -> dict[str, object]:
    return {
        "slug": assignment.slug,
        "due": None if assignment.due is None else assignment.due.isoformat(),
        "handed_in": glance.handed_in,
        "missing": glance.missing,
        "late": glance.late,
        "needs_review": glance.needs_review,
        "grader_errors": course.failures(assignment),
        "stale": glance.stale,
        "mean": None if glance.shares is None else glance.shares.mean,
        "tenths": glance.bins,
    }


def _waits(waiting: Attention, target: str) -> dict[str, object]:
    step = next_step(waiting, target)
    about = [[one.student.id, one.assignment.slug] for one in waiting.grades]
    return {"reason": waiting.reason, "submissions": about, "command": step.command}
