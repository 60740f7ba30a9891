"""Grades and check results as CSV (RFC 4180), the same bytes for the same records.

The streams are text; open files with ``encoding="utf-8", newline=""`` so that lines end in ``\\n``
everywhere. Rows are sorted by assignment, then student id; checks keep their recorded order.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from gradebook.exports.cells import flag, moment, number, text
from gradebook.records import CheckResult, Grade
from gradebook.store import Gradebook

GRADE_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
    "status",
)
"""nbgrader's columns, then ours: what a blank score means."""

CHECK_COLUMNS = (
    *("assignment", "student_id", "task", "check", "visible", "outcome", "points", "max_points"),
    *("message", "misconception", "hint", "status"),
)
"""One check of one submission; the middle is blank for a submission without checks."""


def write_grades(grades: Iterable[Grade], stream: TextIO) -> None:
    """Write one row for each grade; a score that nobody knows stays blank."""
    ordered = sorted(grades, key=lambda grade: (grade.assignment.slug, grade.student.id))
    _write(stream, GRADE_COLUMNS, map(_grade_cells, ordered))


def write_checks(gradebook: Gradebook, stream: TextIO) -> None:
    """Write one row for each check of each current attempt, and one for each without checks."""
    graded = gradebook.with_checks(gradebook.grades())
    _write(stream, CHECK_COLUMNS, (row for one in graded for row in _check_rows(*one)))


def _write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    stream.write(",".join(header) + "\n")
    # Every cell in quotes: LibreOffice splits bare ones at semicolons too, and messages hold them.
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(rows)


def _grade_cells(grade: Grade) -> list[str]:
    student = grade.student
    return [
        text(grade.assignment.slug),
        moment(grade.due),
        moment(grade.submitted_at),
        *map(text, (student.id, student.last_name, student.first_name, student.email)),
        *map(number, (grade.raw_score, grade.late_penalty, grade.score, grade.max_score)),
        text(grade.status),
    ]


def _check_rows(grade: Grade, checks: Sequence[CheckResult]) -> Iterator[list[str]]:
    # A submission without checks keeps a row: nobody may vanish from the table.
    return (_check_cells(grade, check) for check in checks or (None,))


def _check_cells(grade: Grade, check: CheckResult | None) -> list[str]:
    submission = [text(grade.assignment.slug), text(grade.student.id)]
    blank = [""] * (len(CHECK_COLUMNS) - len(submission) - 1)
    return [*submission, *(_result_cells(check) if check else blank), text(grade.status)]


def _result_cells(check: CheckResult) -> list[str]:
    return [
        *map(text, (check.task, check.check)),
        flag(check.visible),
        text(check.outcome),
        *map(number, (check.points, check.max_points)),
        *map(text, (check.message, check.misconception, check.hint)),
    ]
