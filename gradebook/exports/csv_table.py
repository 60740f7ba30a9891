"""Grades, tasks and checks as CSV (RFC 4180), a row for each; the same bytes for the same records.

The streams are text; open files with ``encoding="utf-8", newline=""`` so that lines end in ``\\n``
everywhere. Rows are sorted by assignment, then student id; checks keep their recorded order. In the
tables of tasks and checks each assignment ends with its maxima, as of somebody called (maximum).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from gradebook.decisions import all_in_words
from gradebook.exports.cells import flag, moment, number, text
from gradebook.exports.export import TextExport
from gradebook.ledger import Graded
from gradebook.marks import TaskMark, task_marks
from gradebook.records import CheckResult, Grade

GRADE_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
    *("status", "stale", "adjustments", "note"),
)
"""nbgrader's columns, then ours: what a blank score means, and what a mark rests on."""

TASK_COLUMNS = ("assignment", "student_id", "task", "points", "max_points", "status")
"""One task of one submission; the middle is blank for a submission without checks."""

CHECK_COLUMNS = (
    *("assignment", "student_id", "task", "check", "visible", "outcome", "points", "max_points"),
    *("message", "misconception", "hint", "status"),
)
"""One check of one submission; the middle is blank for a submission without checks."""

MAXIMUM = "(maximum)"
"""Whose rows tell what everything is worth."""


def write_grades(grades: Iterable[Grade], stream: TextIO) -> None:
    """Write one row for each grade; a score that nobody knows stays blank."""
    ordered = sorted(grades, key=lambda grade: (grade.assignment.slug, grade.student.id))
    write_table(stream, GRADE_COLUMNS, map(_grade_cells, ordered))


def write_tasks(graded: Iterable[Graded], stream: TextIO) -> None:
    """Write one row for each task of each current attempt, and one for each without checks."""
    write_table(stream, TASK_COLUMNS, _by_assignment(graded, _TaskRows))


def write_checks(graded: Iterable[Graded], stream: TextIO) -> None:
    """Write one row for each check of each current attempt, and one for each without checks."""
    write_table(stream, CHECK_COLUMNS, _by_assignment(graded, _CheckRows))


def write_table(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows of cells that are safe already, each in quotes, below a header."""
    stream.write(",".join(map(_bare, header)) + "\n")
    # Every cell in quotes: LibreOffice splits bare ones at semicolons too, and messages hold them.
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(rows)


def _bare(name: str) -> str:
    """A header's cell, without quotes where nothing could split it."""
    return '"' + name.replace('"', '""') + '"' if set(name) & set(',;"\t') else name


GRADES = TextExport("csv", ".csv", lambda ledger, stream: write_grades(ledger.grades, stream))
TASKS = TextExport("csv", ".csv", lambda ledger, stream: write_tasks(ledger.graded(), stream))
CHECKS = TextExport("csv", ".csv", lambda ledger, stream: write_checks(ledger.graded(), stream))


def _grade_cells(grade: Grade) -> list[str]:
    student = grade.student
    return [
        text(grade.assignment.slug),
        moment(grade.due),
        moment(grade.submitted_at),
        *map(text, (student.id, student.last_name, student.first_name, student.email)),
        *map(number, (grade.raw_score, grade.late_penalty, grade.score, grade.max_score)),
        text(grade.status),
        flag(grade.stale),
        *map(text, (all_in_words(grade.adjustments), grade.note)),
    ]


class _CheckRows:
    """The rows of one assignment's checks."""

    def __init__(self) -> None:
        self._most: dict[tuple[str, str], CheckResult] = {}

    def of(self, grade: Grade, checks: Sequence[CheckResult]) -> Iterator[list[str]]:
        # A submission without checks keeps a row: nobody may vanish from the table.
        for check in checks or (None,):
            cells = _result_cells(check) if check else [""] * (len(CHECK_COLUMNS) - 3)
            yield [*_submission(grade), *cells, text(grade.status)]
        self._most |= {(check.task, check.check): check for check in checks}

    def maxima(self, slug: str) -> Iterator[list[str]]:
        for check in self._most.values():
            names = *map(text, (check.task, check.check)), flag(check.visible)
            most = number(check.max_points)
            yield [text(slug), MAXIMUM, *names, "", most, most, "", "", "", ""]


class _TaskRows:
    """The rows of one assignment's tasks."""

    def __init__(self) -> None:
        self._most: dict[str, TaskMark] = {}

    def of(self, grade: Grade, checks: Sequence[CheckResult]) -> Iterator[list[str]]:
        marks = task_marks(checks)
        for mark in marks or (None,):
            cells = _mark_cells(mark, mark.points) if mark else ["", "", ""]
            yield [*_submission(grade), *cells, text(grade.status)]
        self._most |= {mark.task: mark for mark in marks}

    def maxima(self, slug: str) -> Iterator[list[str]]:
        for mark in self._most.values():
            yield [text(slug), MAXIMUM, *_mark_cells(mark, mark.max_points), ""]


def _by_assignment(
    graded: Iterable[Graded], kind: type[_CheckRows] | type[_TaskRows]
) -> Iterator[list[str]]:
    for slug, some in groupby(graded, lambda one: one[0].assignment.slug):
        rows = kind()
        for grade, checks in some:
            yield from rows.of(grade, checks)
        yield from rows.maxima(slug)


def _submission(grade: Grade) -> list[str]:
    return [text(grade.assignment.slug), text(grade.student.id)]


def _mark_cells(mark: TaskMark, points: float) -> list[str]:
    return [text(mark.task), number(points), number(mark.max_points)]


def _result_cells(check: CheckResult) -> list[str]:
    return [
        *map(text, (check.task, check.check)),
        flag(check.visible),
        text(check.outcome),
        *map(number, (check.points, check.max_points)),
        *map(text, (check.message, check.misconception, check.hint)),
    ]
