"""The course total: groups of assignments, weighed; bonus added; the lowest dropped.

Pure, and independent of the order of anything: sums are exact (``math.fsum``), ties are broken by
the assignments' names.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum

from gradebook.policy import CoursePolicy, Group
from gradebook.records import Grade, Student


@dataclass(frozen=True, slots=True)
class CourseTotal:
    """Where one student stands in the course."""

    student: Student
    percent: float | None
    """Of everything that counts so far; None while a score is unknown, or nothing counts yet."""
    dropped: tuple[str, ...]
    """Slugs of the assignments that count nothing, being the lowest of their group."""
    missing: tuple[str, ...]
    """Slugs of what was due and never handed in."""
    unknown: tuple[str, ...]
    """Slugs of what was handed in and has no score yet: a person must look first."""


def course_totals(
    grades: Sequence[Grade], course: CoursePolicy, as_of: datetime
) -> list[CourseTotal]:
    """Return every student's total, by student id."""
    by_student: dict[str, list[Grade]] = defaultdict(list)
    for grade in grades:
        by_student[grade.student.id].append(grade)
    own = (by_student[student_id] for student_id in sorted(by_student))
    return [course_total(some[0].student, some, course, as_of) for some in own]


@dataclass(frozen=True, slots=True)
class _Share:
    slug: str
    ratio: float
    weight: float
    bonus: bool


def course_total(
    student: Student, grades: Sequence[Grade], course: CoursePolicy, as_of: datetime
) -> CourseTotal:
    """Return the total of one student's grades, as it stands at the moment ``as_of``.

    What was not handed in and is not due by then is left out. A fault of ours never counts as a
    zero: while a score is unknown, so is the total.
    """
    missing = [grade for grade in grades if grade.status == "missing"]
    due = [grade for grade in missing if not grade.assignment.policy.bonus]
    due = [grade for grade in due if grade.due is None or grade.due < as_of]
    unknown = [grade for grade in grades if grade.score is None and grade.status != "missing"]
    counted = [grade for grade in grades if grade.score is not None]
    counted += due if course.missing == "zero" else []
    percent, dropped = _percent(list(map(_share, counted)), course)
    return CourseTotal(
        student=student,
        percent=None if unknown else percent,
        dropped=tuple(sorted(dropped)),
        missing=tuple(sorted(grade.assignment.slug for grade in due)),
        unknown=tuple(sorted(grade.assignment.slug for grade in unknown)),
    )


def _share(grade: Grade) -> tuple[str, _Share]:
    policy = grade.assignment.policy
    ratio = max(0.0, grade.score or 0.0) / grade.max_score if grade.max_score > 0 else 0.0
    weight = grade.max_score if policy.weight is None else policy.weight
    return policy.group, _Share(grade.assignment.slug, ratio, max(0.0, weight), policy.bonus)


def _percent(
    shares: Sequence[tuple[str, _Share]], course: CoursePolicy
) -> tuple[float | None, list[str]]:
    groups: dict[str, list[_Share]] = defaultdict(list)
    for name, share in shares:
        groups[name].append(share)
    earned, asked, dropped = [], [], []
    for name in groups:
        group = course.group(name)
        kept, gone = _without_lowest(groups[name], group)
        dropped += [share.slug for share in gone]
        earned.append(group.weight * _ratio(kept))
        if any(share.weight > 0 and not share.bonus for share in kept):
            asked.append(group.weight)
    whole = fsum(asked)
    if whole <= 0:
        return None, dropped
    percent = 100 * (fsum(earned) / whole)
    return (percent if course.cap is None else min(course.cap, percent)), dropped


def _without_lowest(shares: Sequence[_Share], group: Group) -> tuple[list[_Share], list[_Share]]:
    """Split off the lowest by share of their points; bonus is never dropped, nor the last left."""
    regular = sorted((s for s in shares if not s.bonus), key=lambda s: (s.ratio, s.slug))
    number = min(group.drop_lowest, max(0, len(regular) - 1))
    return regular[number:] + [s for s in shares if s.bonus], regular[:number]


def _ratio(shares: Sequence[_Share]) -> float:
    """What was earned of what is asked; a group of bonus alone asks as much as it offers."""
    asked = fsum(s.weight for s in shares if not s.bonus) or fsum(s.weight for s in shares)
    return fsum(s.weight * s.ratio for s in shares) / asked if asked > 0 else 0.0
