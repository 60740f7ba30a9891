"""Grades as Canvas's gradebook imports them.

The first columns are Canvas's own: who a row is about it takes from the first of ``ID`` (its own
number), ``SIS User ID`` and ``SIS Login ID`` that it knows. ``ID`` is the roster's ``lms_id``, the
login is our student id. Below the header comes a row of the points possible, from which Canvas
makes assignments that it does not have; a column is found by the assignment's name, so call it by
its slug there or choose it when importing. An empty cell is no grade, and not a zero.

After: "How do I import grades in the Gradebook?" in Canvas's Instructor Guide, and what its
importer reads (``lib/gradebook_importer.rb`` of instructure/canvas-lms).
"""

from collections.abc import Iterator, Sequence
from typing import TextIO

from gradebook.exports.cells import number, text
from gradebook.exports.csv_table import write_table
from gradebook.exports.export import TextExport
from gradebook.ledger import Ledger
from gradebook.records import Grade, Student

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"


def write_canvas(ledger: Ledger, stream: TextIO) -> None:
    """Write a row for each student and a column for each assignment."""
    slugs = [assignment.slug for assignment in ledger.assignments]
    grades = {(grade.student.id, grade.assignment.slug): grade for grade in ledger.grades}
    students = {grade.student.id: grade.student for grade in ledger.grades}
    header = [*COLUMNS, *map(text, slugs)]
    maxima = [number(ledger.maximum(slug)) for slug in slugs]

    def rows() -> Iterator[list[str]]:
        yield [POINTS_POSSIBLE, "", "", "", "", *maxima]
        for name in sorted(students):
            yield [*_person(students[name]), *_scores([grades[name, slug] for slug in slugs])]

    write_table(stream, header, rows())


def _person(student: Student) -> list[str]:
    names = ", ".join(part for part in (student.last_name, student.first_name) if part)
    shown = text(names or student.id)
    if "points possible" in shown.lower():
        shown = text(student.id)  # a name like this would be taken for the row of maxima
    login = text(student.id)
    return [shown, text(student.lms_id), "", login, text(student.section)]


def _scores(grades: Sequence[Grade]) -> list[str]:
    return [number(grade.score) for grade in grades]


CANVAS = TextExport("canvas", ".csv", write_canvas)
