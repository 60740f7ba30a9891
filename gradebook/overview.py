"""A class at a glance: how many handed in, what waits, and how the marks are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from gradebook.records import Grade
from gradebook.statistics import Summary, histogram, summary


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


def overview(grades: Sequence[Grade]) -> Overview:
    """Sum up submissions of one assignment."""
    shares = [share for one in grades if (share := share_of(one)) is not None]
    return Overview(
        graded=_count(grades, "graded"),
        needs_review=_count(grades, "needs_review"),
        missing=_count(grades, "missing"),
        late=sum(one.late_by is not None for one in grades),
        stale=sum(one.stale for one in grades),
        shares=summary(shares),
        bins=histogram(shares),
    )


def _count(grades: Sequence[Grade], status: str) -> int:
    return sum(one.status == status for one in grades)


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
