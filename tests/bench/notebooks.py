"""Students' notebooks: each another file, so that nothing is recognised as seen before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import nbformat

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.verify.variants import Kind, variants_of

_NAME = "name-of-the-student"


@dataclass(frozen=True)
class Template:
    """A notebook's text for anybody, and the kind of answers in it."""

    kind: Kind
    text: str

    def of(self, student: str) -> str:
        """The notebook of one student, whose name stands in every task's cell."""
        return self.text.replace(_NAME, student)


def templates(assignment: Assignment) -> dict[Kind, list[Template]]:
    """Notebooks with right answers, with known mistakes, and untouched."""
    found = {
        Kind.REFERENCE: [Template(Kind.REFERENCE, as_text(_signed(solved(assignment))))],
        Kind.STARTER: [Template(Kind.STARTER, as_text(_signed(starter(assignment))))],
    }
    for one in variants_of(assignment):
        if one.kind in (Kind.ALTERNATIVE, Kind.MISCONCEPTION):
            found.setdefault(one.kind, []).append(_with_code(assignment, one.kind, one.code))
    return found


def right_class(folder: Path, assignment: Assignment, students: int) -> None:
    """Write a class in nbgrader's layout: the reference's answers, in files that all differ."""
    _write(folder, assignment, students, cycle(templates(assignment)[Kind.REFERENCE]))


def mistaken_class(folder: Path, assignment: Assignment, students: int) -> None:
    """Write a class in which everybody has a known mistake."""
    _write(folder, assignment, students, cycle(templates(assignment)[Kind.MISCONCEPTION]))


def mixed_class(folder: Path, assignment: Assignment, students: int) -> None:
    """Write a class: of ten, six are right in some style, three are mistaken, one did nothing."""
    known = templates(assignment)
    right = cycle(known[Kind.REFERENCE] + known.get(Kind.ALTERNATIVE, []))
    mistaken, untouched = cycle(known[Kind.MISCONCEPTION]), cycle(known[Kind.STARTER])

    def in_turn() -> Iterator[Template]:
        while True:
            yield from (next(right), next(right), next(mistaken), next(right), next(right))
            yield from (next(mistaken), next(right), next(right), next(mistaken), next(untouched))

    _write(folder, assignment, students, in_turn())


def _write(
    folder: Path, assignment: Assignment, students: int, notebooks: Iterator[Template]
) -> None:
    for number in range(1, students + 1):
        student = f"student-{number:05d}"
        home = folder / student / assignment.slug
        home.mkdir(parents=True)
        text = next(notebooks).of(student)
        (home / f"{assignment.slug}.ipynb").write_text(text, encoding="utf-8")


def _signed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    for cell in notebook.cells:
        if cell.metadata.nbgrader.solution:
            cell.source = f"# {_NAME}\n{cell.source}"
    return notebook


def _with_code(assignment: Assignment, kind: Kind, code: str) -> Template:
    """The solved notebook with one cell more, which defines some of the functions otherwise."""
    notebook = _signed(solved(assignment))
    notebook.cells.append(nbformat.v4.new_code_cell(f"# {_NAME}\n{code}"))
    return Template(kind, as_text(notebook))
