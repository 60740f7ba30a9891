"""Grades with all their checks as one JSON document, whose form docs/grades.schema.json holds.

For those who may see everything: hidden checks are named.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TextIO

from gradebook.records import CheckResult, Grade

FORMAT = "torchgrade.grades"
VERSION = 1
"""Raised with every change that a reader of the document could stumble over."""


def write_document(graded: Iterable[tuple[Grade, Sequence[CheckResult]]], stream: TextIO) -> None:
    """Write the document, a grade a line. All text is escaped to ASCII, so nothing in it acts."""
    stream.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "grades": [')
    between = "\n"
    for grade, checks in graded:
        stream.write(between + json.dumps(_grade(grade, checks), allow_nan=False))
        between = ",\n"
    stream.write("\n]}\n")


def _grade(grade: Grade, checks: Sequence[CheckResult]) -> dict[str, object]:
    student, assignment = grade.student, grade.assignment
    names = ("id", "last_name", "first_name", "email")
    return {
        "student": {name: getattr(student, name) for name in names},
        "assignment": {name: getattr(assignment, name) for name in ("slug", "title", "version")},
        "status": grade.status,
        "raw_score": grade.raw_score,
        "late_penalty": grade.late_penalty,
        "score": grade.score,
        "max_score": grade.max_score,
        "due": _moment(grade.due),
        "submitted_at": _moment(grade.submitted_at),
        "note": grade.note,
        "checks": [_check(check) for check in checks],
    }


def _check(check: CheckResult) -> dict[str, object]:
    return {
        "task": check.task,
        "check": check.check,
        "description": check.description,
        "visible": check.visible,
        "outcome": check.outcome,
        "points": check.points,
        "max_points": check.max_points,
        "message": check.message,
        "traceback": check.traceback,
        "cell": check.cell,
        "line": check.line,
        "misconception": check.misconception,
        "hint": check.hint,
        "mismatches": [_finite(mismatch) for mismatch in check.mismatches],
        "seconds": check.seconds,
    }


def _finite(thing: object) -> object:
    """NaN and infinity as text: JSON has no word for them."""
    if isinstance(thing, dict):
        return {str(key): _finite(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_finite(item) for item in thing]
    unsaid = isinstance(thing, float) and thing - thing != 0
    return str(thing) if unsaid else thing


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()
