"""The report on a class: a folder of pages for its teacher."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from gradebook import pseudonym
from gradebook.class_record import Alike, ClassRecord
from gradebook.errors import UnusableRequest
from gradebook.ledger import Graded, Ledger
from gradebook.overview import Overview, course_share, overview
from gradebook.pages.environment import render
from gradebook.pages.feedback import feedback_path
from gradebook.pages.folder import PageFolder, safe_name
from gradebook.pages.heatmap import heat_map, outcomes_of
from gradebook.pages.people import Person, named
from gradebook.pages.row import Row, row
from gradebook.records import Assignment, Grade, Run, Student
from gradebook.statistics import histogram, summary
from gradebook.store import Gradebook

SLOWEST = 10
MAX_FAILURES = 25
"""Groups of failures on a page; what only one student has is seldom among them."""

_RAISED = re.compile(r"Your code raised (\w+)")
_OUR_WORDS = ("missing", "timed_out", "crashed")
"""Outcomes whose messages hold no text of the student's own."""


@dataclass
class _Report:
    """What is gathered on the way: rows by student, and an overview of each assignment."""

    gradebook: Gradebook
    folder: PageFolder
    people: Mapping[str, Person]
    feedback: Path | None
    is_anonymous: bool
    rows: dict[str, list[Row]]
    assignments: list[tuple[Assignment, Overview]] = field(default_factory=list)

    def write(self, path: str, template: str, facts: Mapping[str, object]) -> None:
        common = {
            "root": "../" * path.count("/"),
            "people": self.people,
            "anonymous": self.is_anonymous,
        }
        self.folder.write(path, render(template, {**common, **facts}))

    def link(self, grade: Grade) -> str:
        """The address of a submission's feedback from the report's folder, if it is there."""
        if self.feedback is None or grade.status == "missing":
            return ""
        path = self.feedback / feedback_path(grade.student.id, grade.assignment.slug)
        return quote(os.path.relpath(path, self.folder.root)) if path.is_file() else ""


def write_report(
    gradebook: Gradebook, output: Path, *, anonymous: bool = False, feedback: Path | None = None
) -> int:
    """Write the report's pages; returns how many there are.

    Checks are read some hundred submissions at a time, and counted one assignment after the
    other, so that memory does not grow with them.

    Args:
        gradebook: what to report on.
        output: the folder of the report.
        anonymous: students have pseudonyms, and what they have written themselves is left out.
        feedback: the folder that students' pages were written into, to be linked to.

    Raises:
        UnusableRequest: the folder of an anonymous report holds pages with names.
        GradebookError: a page cannot be written.
    """
    folder, students = PageFolder(output), gradebook.students()
    ledger = Ledger(gradebook.grades(), (), gradebook.with_checks)
    if anonymous:
        secret = gradebook.course_secret()
        students = [pseudonym.nobody(student, secret) for student in students]
        ledger = pseudonym.anonymous(ledger, secret)
        _require_no_names(output, students)
    people = named(students)
    linked = None if anonymous or feedback is None else feedback.resolve()
    rows: dict[str, list[Row]] = {student: [] for student in people}
    report = _Report(gradebook, folder, people, linked, anonymous, rows)
    for assignment, group in groupby(ledger.graded(), key=lambda pair: pair[0].assignment):
        _write_assignment(report, assignment, group)
    for student in people:
        _write_student(report, student)
    _write_course(report)
    return 2 + len(report.assignments) + len(people)


def _require_no_names(output: Path, pseudonyms: Sequence[Student]) -> None:
    """Pages of an earlier report with names would lie beside those without, and be passed on."""
    ours = {f"{safe_name(student.id)}.html" for student in pseudonyms}
    if {path.name for path in output.glob("students/*.html")} - ours:
        raise UnusableRequest(
            f"{output} holds pages of students by name; write the anonymous report elsewhere"
        )


def _write_assignment(
    report: _Report,
    assignment: Assignment,
    group: Iterator[Graded],
) -> None:
    runs = report.gradebook.runs(assignment.slug)
    record, rows, drawn = ClassRecord(assignment), [], []
    for grade, checks in group:
        record.add(grade, checks)
        person = report.people[grade.student.id]
        rows.append(row(person, grade, checks, report.link(grade)))
        report.rows[grade.student.id].append(rows[-1])
        if grade.status == "graded":
            drawn.append((grade, person, outcomes_of(checks)))
    glance = overview([one.grade for one in rows])
    report.assignments.append((assignment, glance))
    places = {person: place for place, person in enumerate(report.people.values())}
    timed = [(one, runs[one.grade.attempt_id or 0]) for one in rows if one.grade.attempt_id]
    facts = {
        "assignment": assignment,
        "glance": glance,
        "record": record,
        "map": heat_map(drawn, [item.newest for item in record.ordered()]),
        "rows": sorted(rows, key=lambda one: places[one.person]),
        "failures": _failures(record, report.is_anonymous),
        "hidden_failures": max(0, len(record.failures()) - MAX_FAILURES),
        "slowest": sorted(timed, key=_slowness)[:SLOWEST],
        "seconds": summary([run.wall_seconds for _, run in timed]),
    }
    report.write(f"assignments/{safe_name(assignment.slug)}.html", "assignment.html", facts)


def _failures(record: ClassRecord, anonymous: bool) -> list[tuple[Alike, str]]:
    """The groups of most students, and what to call each."""
    shown = record.failures()[:MAX_FAILURES]
    return [(one, _anonymous(one) if anonymous else one.pattern) for one in shown]


def _anonymous(failure: Alike) -> str:
    if failure.outcome in _OUR_WORDS:
        return failure.pattern
    raised = _RAISED.match(failure.pattern)
    return raised.group() if raised else "(the message is left out here)"


def _slowness(timed: tuple[Row, Run]) -> tuple[float, str]:
    return -timed[1].wall_seconds, timed[0].person.name


def _write_student(report: _Report, student: str) -> None:
    person, rows = report.people[student], report.rows[student]
    share = course_share([one.grade for one in rows])
    facts = {"person": person, "rows": rows, "share": share}
    report.write(f"students/{person.file}.html", "student.html", facts)


def _write_course(report: _Report) -> None:
    grades = {student: [one.grade for one in rows] for student, rows in report.rows.items()}
    shares = {student: course_share(some) for student, some in grades.items()}
    known = [share for share in shares.values() if share is not None]
    everything = [one for rows in report.rows.values() for one in rows]
    facts = {
        "assignments": report.assignments,
        "shares": shares,
        "course": summary(known),
        "bins": histogram(known),
        "rows": report.rows,
        "review": [one for one in everything if one.grade.status == "needs_review"],
        "late": [one for one in everything if one.grade.late_by],
        "stale": [one for one in everything if one.grade.stale],
        "missing": _missing(report),
    }
    report.write("index.html", "index.html", facts)
    report.write("students.html", "students.html", facts)


def _missing(report: _Report) -> list[tuple[Assignment, list[Person]]]:
    """Who has handed in nothing, for each assignment that anybody has."""
    found = []
    for place, (assignment, glance) in enumerate(report.assignments):
        if glance.handed_in:
            of_all = [rows[place] for rows in report.rows.values()]
            found.append((assignment, [r.person for r in of_all if r.grade.status == "missing"]))
    return found
