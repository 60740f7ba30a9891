"""Who handed in, who did not, and whose work belongs to nobody on the roster."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from gradebook.records import Grade, Student


@dataclass(frozen=True, slots=True)
class Attendance:
    """One assignment against the roster, each part by student id."""

    slug: str
    handed_in: tuple[Student, ...]
    """Students of the roster whose work arrived."""
    missing: tuple[Student, ...]
    """Students of the roster who handed in nothing."""
    strangers: tuple[Student, ...]
    """Whose work arrived although no roster lists them."""


def attendance(grades: Sequence[Grade], enrolled: Collection[str]) -> list[Attendance]:
    """Return each assignment's attendance; ``enrolled`` are the ids on the roster."""
    ordered = sorted(grades, key=lambda grade: (grade.assignment.slug, grade.student.id))
    groups = groupby(ordered, lambda grade: grade.assignment.slug)
    return [_of(slug, list(group), enrolled) for slug, group in groups]


def _of(slug: str, grades: Sequence[Grade], enrolled: Collection[str]) -> Attendance:
    there = [grade.student for grade in grades if grade.status != "missing"]
    absent = [grade.student for grade in grades if grade.status == "missing"]
    return Attendance(
        slug,
        tuple(student for student in there if student.id in enrolled),
        tuple(student for student in absent if student.id in enrolled),
        tuple(student for student in there if student.id not in enrolled),
    )
