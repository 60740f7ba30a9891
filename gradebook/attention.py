"""What in a gradebook waits for its teacher."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gradebook.records import Grade

Reason = Literal["review", "broken", "stale", "stranger", "missing"]


@dataclass(frozen=True)
class Attention:
    """Submissions that wait for the same thing, and what that is.

    ``review``: a person must look. ``broken``: the grader failed. ``stale``: graded with other
    checks or another grader than today's. ``stranger``: of somebody whom the roster does not list.
    ``missing``: due, and not handed in.
    """

    reason: Reason
    grades: tuple[Grade, ...]


def attention(
    grades: Sequence[Grade],
    enrolled: Collection[str],
    broken: Collection[tuple[str, str]],
    as_of: datetime,
) -> list[Attention]:
    """Return what waits, the most pressing first; nothing that is empty.

    Args:
        grades: of every student and assignment.
        enrolled: the ids on the roster; empty if there is none.
        broken: submissions whose newest run the grader failed at, by student id and slug.
        as_of: the moment to look at.
    """
    waiting = [one for one in grades if one.status == "needs_review"]
    there = [one for one in grades if one.status != "missing"]
    by_reason: dict[Reason, list[Grade]] = {
        "broken": [one for one in waiting if _key(one) in broken],
        "review": [one for one in waiting if _key(one) not in broken],
        "stale": [one for one in there if one.stale],
        "stranger": [one for one in there if enrolled and one.student.id not in enrolled],
        "missing": [one for one in expected(grades, enrolled) if _is_overdue(one, as_of)],
    }
    return [Attention(reason, tuple(some)) for reason, some in by_reason.items() if some]


def expected(grades: Sequence[Grade], enrolled: Collection[str]) -> list[Grade]:
    """What was handed in, and what the roster still waits for; everybody, if there is none."""
    return [
        one
        for one in grades
        if one.status != "missing" or not enrolled or one.student.id in enrolled
    ]


def _key(grade: Grade) -> tuple[str, str]:
    return grade.student.id, grade.assignment.slug


def _is_overdue(grade: Grade, as_of: datetime) -> bool:
    return grade.status == "missing" and grade.due is not None and grade.due < as_of
