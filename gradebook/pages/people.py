"""What a report calls each student: their name, or a pseudonym that stays the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gradebook.pages.folder import safe_name
from gradebook.pseudonym import pseudonym
from gradebook.records import Student


@dataclass(frozen=True)
class Person:
    """A student on a page: ``name`` to be read, ``id`` beside it, ``file`` for their own page."""

    name: str
    id: str
    file: str


def named(students: Iterable[Student]) -> dict[str, Person]:
    """Everybody as they are, by student id: family names first, and in their order."""
    ordered = sorted(students, key=_order)
    return {one.id: Person(_name(one), one.id, safe_name(one.id)) for one in ordered}


def _order(student: Student) -> tuple[str, str, str]:
    return student.last_name.casefold(), student.first_name.casefold(), student.id


def _name(student: Student) -> str:
    return ", ".join(filter(None, (student.last_name, student.first_name))) or student.id


def pseudonymous(students: Iterable[Student], secret: str) -> dict[str, Person]:
    """Everybody under a pseudonym, by student id, in the order of the pseudonyms.

    It depends on the course's secret and the student's id alone: the same in every report and
    export of a course, another in the next course, and nobody without the secret can find the id.
    """
    names = {student.id: pseudonym(student.id, secret) for student in students}
    ordered = sorted(names.items(), key=lambda pair: pair[1])
    return {student: Person(name, "", name) for student, name in ordered}
