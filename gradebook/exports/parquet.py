"""Grades, tasks and checks as Parquet: numbers are numbers and moments are moments.

Texts are as they were recorded: no spreadsheet runs a Parquet file. Written some hundred
submissions at a time. Needs pyarrow, which is an optional part of the installation.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gradebook.decisions import all_in_words
from gradebook.errors import GradebookError
from gradebook.ledger import Graded, Ledger
from gradebook.marks import task_marks
from gradebook.records import CheckResult, Grade

_AT_A_TIME = 500
_TEXT, _NUMBER, _FLAG, _MOMENT = "string", "float64", "bool_", "timestamp"

Row = dict[str, Any]


@dataclass(frozen=True)
class ParquetExport:
    """One file, of which a function gives the rows; ``columns`` are their names and types."""

    columns: dict[str, str]
    rows: Callable[[Grade, Sequence[CheckResult]], Iterator[Row]]
    needs_checks: bool = True
    name: str = "parquet"
    suffix: str = ".parquet"

    def write(self, ledger: Ledger, target: Path) -> None:
        """Write the file. Raises ``GradebookError`` where pyarrow is missing."""
        try:
            import pyarrow
            from pyarrow.parquet import ParquetWriter
        except ModuleNotFoundError as error:
            raise GradebookError(
                f"{error}; Parquet needs it: pip install 'torchgrade[parquet]'"
            ) from None
        schema = pyarrow.schema([(name, _type(pyarrow, t)) for name, t in self.columns.items()])
        with ParquetWriter(target, schema) as writer:
            for some in _batches(self._graded(ledger)):
                rows = [row for grade, checks in some for row in self.rows(grade, checks)]
                writer.write_table(pyarrow.Table.from_pylist(rows, schema))

    def _graded(self, ledger: Ledger) -> Iterator[Graded]:
        return ledger.graded() if self.needs_checks else ((grade, ()) for grade in ledger.grades)


def _type(pyarrow: Any, name: str) -> Any:
    if name == _MOMENT:
        return pyarrow.timestamp("us", tz="UTC")
    return getattr(pyarrow, name)()


def _batches(graded: Iterator[Graded]) -> Iterator[Sequence[Graded]]:
    while some := list(islice(graded, _AT_A_TIME)):
        yield some


def _submission(grade: Grade) -> Row:
    return {
        "assignment": grade.assignment.slug,
        "student_id": grade.student.id,
        "status": grade.status,
        "stale": grade.stale,
    }


def _grade(grade: Grade, _: Sequence[CheckResult]) -> Iterator[Row]:
    student = grade.student
    yield {
        **_submission(grade),
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "due": grade.due,
        "submitted_at": grade.submitted_at,
        "raw_score": grade.raw_score,
        "late_penalty": grade.late_penalty,
        "score": grade.score,
        "max_score": grade.max_score,
        "adjustments": all_in_words(grade.adjustments),
        "note": grade.note,
    }


def _tasks(grade: Grade, checks: Sequence[CheckResult]) -> Iterator[Row]:
    for mark in task_marks(checks):
        marks = {"task": mark.task, "points": mark.points, "max_points": mark.max_points}
        yield {**_submission(grade), **marks}


def _checks(grade: Grade, checks: Sequence[CheckResult]) -> Iterator[Row]:
    for check in checks:
        own = {name: getattr(check, name) for name in CHECKS.columns if name not in _SUBMISSION}
        yield {**_submission(grade), **own}


_SUBMISSION = {"assignment": _TEXT, "student_id": _TEXT, "status": _TEXT, "stale": _FLAG}
_POINTS = {"points": _NUMBER, "max_points": _NUMBER}

GRADES = ParquetExport(
    {
        **_SUBMISSION,
        **dict.fromkeys(("last_name", "first_name", "email"), _TEXT),
        **dict.fromkeys(("due", "submitted_at"), _MOMENT),
        **dict.fromkeys(("raw_score", "late_penalty", "score", "max_score"), _NUMBER),
        **dict.fromkeys(("adjustments", "note"), _TEXT),
    },
    _grade,
    needs_checks=False,
)
TASKS = ParquetExport({**_SUBMISSION, "task": _TEXT, **_POINTS}, _tasks)
CHECKS = ParquetExport(
    {
        **_SUBMISSION,
        **dict.fromkeys(("task", "check"), _TEXT),
        "visible": _FLAG,
        "outcome": _TEXT,
        **_POINTS,
        **dict.fromkeys(("message", "misconception", "hint"), _TEXT),
        "seconds": _NUMBER,
    },
    _checks,
)
