"""Records to rows and back. Column names are field names, so most of it is by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping

from gradebook.records import (
    Adjustment,
    Assignment,
    Attempt,
    CellResult,
    CheckResult,
    Run,
    Student,
    Task,
)
from gradebook.standing import Verdict

Row = Mapping[str, Any]


def student_row(student: Student) -> Row:
    """Return the columns of ``students`` for a student."""
    return {"student_id": student.id, **_by_name(student, "id")}


def student(row: RowMapping) -> Student:
    """Return the student in a row of ``students``."""
    return Student(row["student_id"], row["last_name"], row["first_name"], row["email"])


def assignment_row(assignment: Assignment) -> Row:
    """Return the columns of ``assignments`` for an assignment."""
    tasks = [(task.name, task.points) for task in assignment.tasks]
    return {**_by_name(assignment, "tasks"), "tasks": tasks}


def assignment(row: RowMapping) -> Assignment:
    """Return the assignment in a row of ``assignments``."""
    tasks = tuple(Task(name, points) for name, points in row["tasks"])
    return Assignment(**_named(Assignment, row, "tasks"), tasks=tasks)


def attempt_row(attempt: Attempt) -> Row:
    """Return the columns of ``attempts``; its checks and cells have rows of their own."""
    return _by_name(attempt, "checks", "cells")


def attempt(row: RowMapping, checks: Iterable[CheckResult], cells: Iterable[CellResult]) -> Attempt:
    """Return the attempt in a row of ``attempts``, with its checks and cells."""
    own = _named(Attempt, row, "checks", "cells")
    return Attempt(**own, checks=tuple(checks), cells=tuple(cells))


def check_rows(attempt_id: int, checks: Iterable[CheckResult]) -> list[Row]:
    """Return the rows of ``checks`` for the results of one attempt, in their order."""
    return [
        {"attempt_id": attempt_id, "position": position, **_by_name(check)}
        for position, check in enumerate(checks)
    ]


def check(row: RowMapping) -> CheckResult:
    """Return the result in a row of ``checks``."""
    return CheckResult(**_named(CheckResult, row))


def cell_rows(attempt_id: int, cells: Iterable[CellResult]) -> list[Row]:
    """Return the rows of ``cells`` for one attempt."""
    return [{"attempt_id": attempt_id, **_by_name(cell)} for cell in cells]


def cell(row: RowMapping) -> CellResult:
    """Return the cell in a row of ``cells``."""
    return CellResult(**_named(CellResult, row))


def adjustment_row(adjustment: Adjustment) -> Row:
    """Return the columns of ``adjustments`` for an adjustment."""
    return {**_by_name(adjustment), "value": str(adjustment.value)}


def adjustment(row: RowMapping) -> Adjustment:
    """Return the adjustment in a row of ``adjustments``."""
    value = float(row["value"]) if row["kind"] == "points" else row["value"]
    return Adjustment(**_named(Adjustment, row, "value"), value=value)


def run(row: RowMapping) -> Run:
    """Return what a row of ``attempts`` says of its cost."""
    return Run(**_named(Run, row))


def verdict(row: RowMapping) -> Verdict:
    """Return what the rules look at in a row of ``attempts``."""
    return Verdict(row["id"], **_named(Verdict, row, "attempt_id"))


# A dataclass's ``__match_args__`` are the names of its fields, without the time to look at each.


def _by_name(record: Any, *but: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__match_args__ if name not in but}


def _named(kind: Any, row: RowMapping, *but: str) -> dict[str, Any]:
    return {name: row[name] for name in kind.__match_args__ if name not in but}
