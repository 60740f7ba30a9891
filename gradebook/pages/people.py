"""What a report calls each student, and in what order they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gradebook.pages.folder import safe_name
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
