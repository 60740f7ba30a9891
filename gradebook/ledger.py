"""What an export reads: grades, totals and checks, as they stand at one moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from gradebook.errors import UnusableRequest
from gradebook.misnamed import instead
from gradebook.records import Assignment, CheckResult, Grade
from gradebook.total import CourseTotal, course_totals

if TYPE_CHECKING:
    from gradebook.store import Gradebook

Graded = tuple[Grade, Sequence[CheckResult]]


@dataclass(frozen=True)
class Ledger:
    """Everything that an export may tell."""

    grades: Sequence[Grade]
    """By slug, then student id; a row for every student in every assignment."""
    totals: Sequence[CourseTotal]
    """By student id; none where the ledger is of one assignment only."""
    checks_of: Callable[[Sequence[Grade]], Iterator[Graded]]
    """Gives grades with the checks of their current attempts, some hundred at a time."""

    def graded(self) -> Iterator[Graded]:
        """Every grade with its checks."""
        return self.checks_of(self.grades)

    @property
    def assignments(self) -> list[Assignment]:
        """The assignments, by slug."""
        found = {grade.assignment.slug: grade.assignment for grade in self.grades}
        return [found[slug] for slug in sorted(found)]

    def maximum(self, slug: str) -> float:
        """The points of a perfect submission, as the newest version has them."""
        return next(one.max_score for one in self.assignments if one.slug == slug)


def ledger_of(gradebook: "Gradebook", as_of: datetime, only: str | None = None) -> Ledger:
    """The ledger of a gradebook, or of the assignment ``only``.

    Raises ``UnusableRequest`` where there is no such assignment.
    """
    grades = gradebook.grades()
    if only is None:
        totals = course_totals(grades, gradebook.course(), as_of)
        return Ledger(grades, totals, gradebook.with_checks)
    slugs = [assignment.slug for assignment in gradebook.assignments()]
    if only not in slugs:
        told = instead(only, slugs)
        raise UnusableRequest(f"the gradebook has no assignment {only!r}; {told}")
    chosen = [grade for grade in grades if grade.assignment.slug == only]
    return Ledger(chosen, (), gradebook.with_checks)


def resorted(ledger: Ledger) -> Ledger:
    """The ledger in the order of its students' ids, which somebody has changed."""
    return replace(
        ledger,
        grades=sorted(ledger.grades, key=lambda one: (one.assignment.slug, one.student.id)),
        totals=sorted(ledger.totals, key=lambda one: one.student.id),
    )
