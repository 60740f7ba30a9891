"""What a report says of a class at a glance: counts, distributions, and whom to look after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from gradebook.pages.people import Person
from gradebook.records import Assignment, CheckResult, Grade
from gradebook.statistics import Summary, histogram, summary


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

    @property
    def is_stale(self) -> bool:
        """Whether the mark is of an older version of the assignment or the grader."""
        return self.grade.stale

    @property
    def late_by(self) -> timedelta | None:
        """How late it came; None if it was in time or nobody knows."""
        due, came = self.grade.due, self.grade.submitted_at
        return came - due if due and came and came > due else None


@dataclass(frozen=True)
class Overview:
    """One assignment, or the course, at a glance. Shares are of the points, from 0."""

    graded: int
    needs_review: int
    missing: int
    late: int
    stale: int
    shares: Summary | None
    bins: list[int]

    @property
    def handed_in(self) -> int:
        """Submissions that there are."""
        return self.graded + self.needs_review


def row(person: Person, grade: Grade, checks: Sequence[CheckResult], feedback: str) -> Row:
    """Sum up one submission."""
    wrong = [check for check in checks if check.outcome not in ("passed", "skipped")]
    known = dict.fromkeys(check.misconception for check in wrong if check.misconception)
    return Row(person, grade.assignment, grade, feedback, len(wrong), tuple(known))


def overview(rows: Sequence[Row]) -> Overview:
    """Sum up submissions of one assignment."""
    shares = [share for one in rows if (share := share_of(one.grade)) is not None]
    return Overview(
        graded=_count(rows, "graded"),
        needs_review=_count(rows, "needs_review"),
        missing=_count(rows, "missing"),
        late=sum(one.late_by is not None for one in rows),
        stale=sum(one.is_stale for one in rows),
        shares=summary(shares),
        bins=histogram(shares),
    )


def _count(rows: Sequence[Row], status: str) -> int:
    return sum(one.grade.status == status for one in rows)


def share_of(grade: Grade) -> float | None:
    """The score as a share of the points; None, never 0, if there is no score."""
    if grade.score is None or grade.max_score <= 0:
        return None
    return grade.score / grade.max_score


def course_share(grades: Sequence[Grade]) -> float | None:
    """All points of a student over all points of what has a score; None if nothing has.

    What is missing or waits for a person is left out: this is no course total, which has rules.
    """
    scored = [grade for grade in grades if share_of(grade) is not None]
    if not scored:
        return None
    return fsum(grade.score or 0.0 for grade in scored) / fsum(g.max_score for g in scored)
