"""The notebooks whose result is known beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import nbformat

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.course.reference import misconceptions


@dataclass(frozen=True)
class Case:
    """A notebook and what grading must make of it.

    Attributes:
        name: ``reference``, ``starter`` or a misconception's name.
        fails: the checks that it must fail; for the starter None, which is: it earns nothing.
        misconception: what each failed check must be diagnosed as.
    """

    assignment: Assignment
    name: str
    notebook: bytes
    fails: tuple[str, ...] | None
    misconception: str | None


def cases_of(assignment: Assignment) -> list[Case]:
    """The reference, the starter, and each misconception on top of the reference."""
    right = solved(assignment)
    cases = [
        Case(assignment, "reference", as_text(right).encode(), (), None),
        Case(assignment, "starter", as_text(starter(assignment)).encode(), None, None),
    ]
    for known in misconceptions(assignment):
        mistaken = solved(assignment)
        mistaken.cells.append(nbformat.v4.new_code_cell(known.code))
        text = as_text(mistaken).encode()
        cases.append(Case(assignment, known.name, text, known.fails, known.name))
    return cases
