"""A spreadsheet of the course: a row for each student, a column for each thing that has marks.

The first row below the header holds the maxima. A cell is empty where there is no mark: never
handed in, or not known yet; the last column says which. The total is a percentage of everything
that counts so far.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from gradebook.exports.cells import number, text
from gradebook.exports.csv_table import MAXIMUM, write_table
from gradebook.exports.export import TextExport
from gradebook.ledger import Graded, Ledger
from gradebook.marks import task_marks
from gradebook.records import CheckResult, Grade, Student
from gradebook.total import CourseTotal

PEOPLE = ("student_id", "last_name", "first_name", "email")
TOTAL, REMARKS = "total_percent", "remarks"

Marks = Iterable[tuple[str, float | None, float]]
"""For each column: its name, the marks in it, and the maximum."""


@dataclass
class _Sheet:
    """Marks by student and column, and what is said of each student."""

    students: dict[str, Student] = field(default_factory=dict)
    maxima: dict[str, float] = field(default_factory=dict)
    cells: dict[tuple[str, str], float | None] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, grade: Grade, marks: Marks) -> None:
        self.students[grade.student.id] = grade.student
        for column, points, most in marks:
            self.maxima[column] = most
            self.cells[grade.student.id, column] = points
        if grade.status != "graded":
            self.remarks[grade.student.id].append(f"{grade.assignment.slug}: {grade.status}")
        if grade.stale:
            self.remarks[grade.student.id].append(f"{grade.assignment.slug}: stale")


def _of_assignment(grade: Grade, _: Sequence[CheckResult]) -> Marks:
    yield grade.assignment.slug, grade.score, grade.assignment.max_score


def _of_tasks(grade: Grade, checks: Sequence[CheckResult]) -> Marks:
    for mark in task_marks(checks):
        yield f"{grade.assignment.slug}/{mark.task}", mark.points, mark.max_points


def _of_checks(grade: Grade, checks: Sequence[CheckResult]) -> Marks:
    for check in checks:
        column = f"{grade.assignment.slug}/{check.task}/{check.check}"
        yield column, check.points, check.max_points


def _write(
    graded: Iterable[Graded],
    totals: Sequence[CourseTotal],
    marks: Callable[[Grade, Sequence[CheckResult]], Marks],
    stream: TextIO,
) -> None:
    sheet = _Sheet()
    for grade, checks in graded:
        sheet.add(grade, marks(grade, checks))
    percents = {total.student.id: total.percent for total in totals}
    header = [*PEOPLE, *map(text, sheet.maxima), *([TOTAL] if totals else []), REMARKS]
    write_table(stream, header, _rows(sheet, percents))


def _rows(sheet: _Sheet, percents: dict[str, float | None]) -> Iterable[list[str]]:
    full = [100.0] if percents else []
    yield [MAXIMUM, "", "", "", *map(number, [*sheet.maxima.values(), *full]), ""]
    for name, student in sorted(sheet.students.items()):
        people = student.id, student.last_name, student.first_name, student.email
        marks = [sheet.cells.get((name, column)) for column in sheet.maxima]
        total = [percents.get(name)] if percents else []
        remarks = "; ".join(sheet.remarks[name])
        yield [*map(text, people), *map(number, [*marks, *total]), text(remarks)]


def _assignments(ledger: Ledger, stream: TextIO) -> None:
    _write(((grade, ()) for grade in ledger.grades), ledger.totals, _of_assignment, stream)


def _tasks(ledger: Ledger, stream: TextIO) -> None:
    _write(ledger.graded(), (), _of_tasks, stream)


def _checks(ledger: Ledger, stream: TextIO) -> None:
    _write(ledger.graded(), (), _of_checks, stream)


ASSIGNMENTS = TextExport("wide", ".csv", _assignments)
TASKS = TextExport("wide", ".csv", _tasks)
CHECKS = TextExport("wide", ".csv", _checks)
