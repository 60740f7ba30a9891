"""Records to rows and back. Column names are field names, so most of it is by name."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping

from gradebook.counting import Verdict
from gradebook.policy import CoursePolicy, Group, LateRule, Policy
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

Row = Mapping[str, Any]


def student_row(student: Student, enrolled: bool) -> Row:
    """Return the columns of ``students`` for a student, ``enrolled`` if a roster lists them."""
    return {"student_id": student.id, "enrolled": enrolled, **_by_name(student, "id")}


def student(row: RowMapping) -> Student:
    """Return the student in a row of ``students``."""
    return Student(row["student_id"], **_named(Student, row, "id"))


def assignment_row(assignment: Assignment) -> Row:
    """Return the columns of ``assignments`` for an assignment."""
    tasks = [(task.name, task.points, task.bonus) for task in assignment.tasks]
    own = _by_name(assignment, "tasks", "policy")
    return {**own, "tasks": tasks, **_policy_row(assignment.policy)}


def assignment(row: RowMapping) -> Assignment:
    """Return the assignment in a row of ``assignments``."""
    tasks = tuple(Task(*task) for task in row["tasks"])
    own = _named(Assignment, row, "tasks", "policy")
    return Assignment(**own, tasks=tasks, policy=_policy(row))


def _policy_row(policy: Policy) -> Row:
    late = policy.late
    return {
        "late_percent": late.percent,
        "late_per": late.per,
        "grace_seconds": late.grace.total_seconds(),
        "cutoff_seconds": None if late.cutoff is None else late.cutoff.total_seconds(),
        "group_name": policy.group,
        **_by_name(policy, "late", "group"),
    }


def _policy(row: RowMapping) -> Policy:
    grace, cutoff = timedelta(seconds=row["grace_seconds"]), row["cutoff_seconds"]
    end = None if cutoff is None else timedelta(seconds=cutoff)
    late = LateRule(row["late_percent"], row["late_per"], grace, end)
    return Policy(late, group=row["group_name"], **_named(Policy, row, "late", "group"))


def course_row(course: CoursePolicy) -> Row:
    """Return the columns of ``courses`` for the rules of a course."""
    groups = [(group.name, group.weight, group.drop_lowest) for group in course.groups]
    return {**_by_name(course, "groups"), "groups": groups}


def course(row: RowMapping) -> CoursePolicy:
    """Return the rules in a row of ``courses``."""
    groups = tuple(Group(*group) for group in row["groups"])
    return CoursePolicy(groups, **_named(CoursePolicy, row, "groups"))


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


VERDICT_COLUMNS = ("id", *(name for name in Verdict.__match_args__ if name != "attempt_id"))
"""Of ``attempts``: what ``verdict`` reads."""


def verdict(row: RowMapping) -> Verdict:
    """Return what the rules look at in a row of ``attempts``."""
    return Verdict(*(row[name] for name in VERDICT_COLUMNS))


# A dataclass's ``__match_args__`` are the names of its fields, without the time to look at each.


def _by_name(record: Any, *but: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__match_args__ if name not in but}


def _named(kind: Any, row: RowMapping, *but: str) -> dict[str, Any]:
    return {name: row[name] for name in kind.__match_args__ if name not in but}
