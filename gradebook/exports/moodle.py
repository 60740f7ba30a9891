"""Grades as Moodle imports them from CSV.

The columns are called as in Moodle's own export, so that its import page finds most of them by
itself: map "Email address" to the e-mail, or "ID number" to the ID number (the roster's ``lms_id``,
or our student id where there is none), and each assignment to its grade item. There is no row of
maxima, which Moodle would take for a student. An empty cell is no grade, and not a zero.

After: "Grade import" in Moodle's documentation (docs.moodle.org/en/Grade_import).
"""

from collections.abc import Iterator
from typing import TextIO

from gradebook.exports.cells import number, text
from gradebook.exports.csv_table import write_table
from gradebook.exports.export import TextExport
from gradebook.ledger import Ledger
from gradebook.records import Student

COLUMNS = ("Username", "First name", "Last name", "ID number", "Email address")


def write_moodle(ledger: Ledger, stream: TextIO) -> None:
    """Write a row for each student and a column for each assignment."""
    slugs = [assignment.slug for assignment in ledger.assignments]
    scores = {(grade.student.id, grade.assignment.slug): grade.score for grade in ledger.grades}
    students = {grade.student.id: grade.student for grade in ledger.grades}
    header = [*COLUMNS, *(f"Assignment: {text(slug)} (Real)" for slug in slugs)]

    def rows() -> Iterator[list[str]]:
        for name in sorted(students):
            yield [*_person(students[name]), *(number(scores[name, slug]) for slug in slugs)]

    write_table(stream, header, rows())


def _person(student: Student) -> list[str]:
    number_there = student.lms_id or student.id
    people = student.id, student.first_name, student.last_name, number_there, student.email
    return list(map(text, people))


MOODLE = TextExport("moodle", ".csv", write_moodle)
