"""One submission on a teacher's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gradebook.pages.people import Person
from gradebook.records import Assignment, CheckResult, Grade


@dataclass(frozen=True)
class Row:
    """One submission on a page."""

    person: Person
    assignment: Assignment
    grade: Grade
    feedback: str
    """Where its feedback lies below the folder of feedback; empty if it is not linked."""
    not_passed: int
    misconceptions: tuple[str, ...]


def row(person: Person, grade: Grade, checks: Sequence[CheckResult], feedback: str) -> Row:
    """Sum up one submission."""
    wrong = [check for check in checks if check.outcome not in ("passed", "skipped")]
    known = dict.fromkeys(check.misconception for check in wrong if check.misconception)
    return Row(person, grade.assignment, grade, feedback, len(wrong), tuple(known))
