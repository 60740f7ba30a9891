"""What people decided in nbgrader, back into our gradebook as adjustments.

A manual score there stands in place of the automatic one, and extra credit on top. What that makes
more or less is an adjustment by ``nbgrader``, so it survives a regrade. Pulling twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from typing import Any

from autograder.bridge.nbgrader import AUTHOR
from gradebook.records import Adjustment
from gradebook.store import Gradebook

_SMALL = 1e-6
"""Points; what sums of floats may differ by."""


@dataclass(frozen=True)
class Pulled:
    """What was new, and the submissions of people or assignments that we do not know."""

    adjustments: tuple[Adjustment, ...]
    unknown: tuple[str, ...]


def pull_all(gradebook: Gradebook, api: Any, now: datetime) -> Pulled:
    """Record what is new in nbgrader, and return it."""
    students = {student.id for student in gradebook.students()}
    slugs = {assignment.slug for assignment in gradebook.assignments()}
    found: list[Adjustment] = []
    unknown: list[str] = []
    for assignment in api.assignments:
        for submission in assignment.submissions:
            name = submission.student.id
            if name in students and assignment.name in slugs:
                before = gradebook.adjustments(name, assignment.name)
                found += _new(submission, assignment.name, before, now)
            else:
                unknown.append(f"{name}/{assignment.name}")
    for adjustment in found:
        gradebook.adjust(adjustment)
    return Pulled(tuple(found), tuple(sorted(unknown)))


def _new(
    submission: Any, slug: str, before: list[Adjustment], now: datetime
) -> Iterator[Adjustment]:
    theirs = [one for one in before if one.author == AUTHOR]
    notebooks = [one for one in submission.notebooks if one.name == slug]
    cells = [cell for notebook in notebooks for cell in notebook.grades]
    about = submission.student.id, slug
    differ = {cell.cell.name: _by_hand(cell) for cell in cells if abs(_by_hand(cell)) > _SMALL}
    more = fsum(differ.values()) - fsum(one.points for one in theirs)
    if abs(more) > _SMALL:
        names = ", ".join(f"{name} {points:+g}" for name, points in sorted(differ.items()))
        reason = f"graded by hand: {names}" if differ else "manual grades were taken back"
        yield Adjustment(*about, "points", round(more, 6), AUTHOR, reason, now)
    known = {one.value for one in theirs if one.kind == "comment"}
    comments = [comment for notebook in notebooks for comment in notebook.comments]
    for comment in sorted(comments, key=lambda one: str(one.cell.name)):
        text = f"{comment.cell.name}: {(comment.manual_comment or '').strip()}"
        if (comment.manual_comment or "").strip() and text not in known:
            yield Adjustment(*about, "comment", text, AUTHOR, "", now)


def _by_hand(grade: Any) -> float:
    """The points that a person gave beyond the automatic ones, or took away."""
    manual = 0.0 if grade.manual_score is None else grade.manual_score - (grade.auto_score or 0.0)
    return float(manual + (grade.extra_credit or 0.0))
