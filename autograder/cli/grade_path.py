"""What ``autograder grade`` does, from a path to an exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.cli import ci, exits
from autograder.cli.place import Place
from autograder.cli.progress import tracked
from autograder.cli.show import show_grades
from autograder.course.assignment import Assignment
from autograder.course.course import assignment as find_assignment
from autograder.course.course import assignments
from autograder.course.rules import course_rules
from autograder.grading.collect import entries
from autograder.grading.grade import Plan, execute, plan
from autograder.grading.submission import Submission, Unplaced, submissions
from autograder.sandbox.visible import require_hidden
from gradebook.exports.cells import text as safe
from gradebook.lookalike import lookalikes
from gradebook.records import Grade, Student
from gradebook.roster import read_roster
from gradebook.store import Gradebook

_ALIKE = (
    "autograder: these students look alike: {}. Each has grades of their own. If they are one "
    "person, rename the folder or file to the id in the roster; if not, list them all in --roster"
)

_TIMELESS = (
    "autograder: attempts_per_day holds for none of {} notebooks of {}, since no timestamp.txt "
    "tells when they were handed in"
)

_STRANGER = (
    "autograder: {} is not on the roster; rename the folder or file to the id in the roster, "
    "or add a row to it (`autograder roster` shows who is missing)"
)


_PASSED_OVER = (
    "autograder: {} at this path not counted, since another hand-in is: {}; "
    "`autograder explain` shows the moments, `autograder adjust --handed-in` corrects one"
)
_NAMED = 5
Planner = Callable[
    [Gradebook, Sequence[Submission], dict[str, Assignment], tuple[str, ...], str], Plan
]


@dataclass(frozen=True)
class Order:
    """What to grade, for which course, into which gradebook, behind what fences."""

    path: Path
    assignment: str | None
    roster: Path | None
    course: Path
    target: str
    isolation: str
    changed_since: str | None = None


def grade_path(
    order: Order, place: Place, quiet: bool, reports: ci.Reports, planned: Planner = plan
) -> int:
    """Grade and record; returns the exit status. Raises what ``exits.clear_errors`` words.

    ``planned`` tells what has to be run.
    """
    known = assignments(order.course)
    found, unplaced = submissions_of(order, known)
    students = read_roster(order.roster) if order.roster else []
    with (
        place(order.course, order.isolation) as executor,
        Gradebook.open(order.target) as gradebook,
    ):
        if order.roster:
            gradebook.put_roster(students)
        gradebook.put_course(course_rules(order.course).total)
        todo = planned(gradebook, found, known, executor.layers, executor.device)
        tell_refusals(todo, found, known)
        with closing(execute(todo, gradebook, executor)) as stream:
            shown = tracked(stream, len(todo.jobs), "Grading", hidden=quiet or reports.ci)
            # The rest is in the gradebook; thousands of whole attempts would fill memory.
            ran = {(one.student_id, one.slug): one.status for one in shown}
        grades = _grades_of(gradebook, found)
        if not quiet:
            show_grades(gradebook, grades, len(ran), todo.unchanged, executor.layers)
        alike = _alike(gradebook, found, students)
        strangers = _strangers(gradebook, grades)
        _tell_passed_over(found, grades)
        now = ran.keys() | {(one.student_id, one.slug) for one in todo.refused}
        enough = reports.write(gradebook, order.path, found, now)
    status = _status(ran.values(), grades, unplaced, alike, strangers)
    # What needs a person must not hide that a score is too low.
    return exits.BELOW if not enough and status in (exits.GRADED, exits.NEEDS_A_PERSON) else status


def submissions_of(
    order: Order, known: dict[str, Assignment]
) -> tuple[list[Submission], list[Unplaced]]:
    """What was handed in, and what belongs to no assignment."""
    if order.assignment:
        find_assignment(order.course, order.assignment)
    require_hidden([order.course / "solutions", order.path, Path(order.target)])
    home = order.path.resolve().name.removesuffix(".zip")
    found, unplaced = submissions(entries(order.path), list(known), order.assignment, home)
    return ci.changed(found, order.changed_since, order.path), unplaced


def tell_refusals(todo: Plan, found: Sequence[Submission], known: dict[str, Assignment]) -> None:
    """Say who handed in once too often on a day, and of whom nobody can know it."""
    for one in todo.refused:
        who = f"{safe(one.student_id)}, {safe(one.slug)}"
        click.echo(f"autograder: not graded: {who}: {safe(one.note)}", err=True)
    limited = [one for one in found if known[one.slug].attempts_per_day]
    timeless = Counter(one.slug for one in limited if one.submitted_at is None)
    for slug, number in sorted(timeless.items()):
        click.echo(_TIMELESS.format(number, slug), err=True)


def _alike(
    gradebook: Gradebook, found: Sequence[Submission], roster: Sequence[Student]
) -> list[list[str]]:
    """Students that somebody would take for one, unless the roster says that they are several."""
    listed = {student.id for student in roster}
    handed_in = {submission.student for submission in found}
    everyone = {student.id for student in gradebook.students()} | handed_in
    groups = lookalikes(everyone)
    return [group for group in groups if handed_in & set(group) and not listed >= set(group)]


def _strangers(gradebook: Gradebook, grades: Sequence[Grade]) -> list[str]:
    """Who handed in and is not on the roster, if there is one."""
    enrolled = gradebook.enrolled()
    there = {grade.student.id for grade in grades if grade.status != "missing"}
    return sorted(there - enrolled) if enrolled else []


def _tell_passed_over(found: Sequence[Submission], grades: Sequence[Grade]) -> None:
    """Say which notebooks are not what their students' marks rest on."""
    settled = {(g.student.id, g.assignment.slug): g for g in grades if g.status == "graded"}
    marks = [(one, settled.get((one.student, one.slug))) for one in found]
    judged = [(one, mark) for one, mark in marks if mark and not mark.refusal]
    others = [one for one, mark in judged if mark.notebook_sha256 != one.sha256]
    if others:
        names = [f"{safe(one.student)}/{safe(one.slug)}" for one in others[:_NAMED]]
        more = [f"{len(others) - _NAMED} more"] if len(others) > _NAMED else []
        many = f"{len(others)} notebook" + "s" * (len(others) > 1)
        click.echo(_PASSED_OVER.format(many, ", ".join([*names, *more])), err=True)


def _grades_of(gradebook: Gradebook, found: Sequence[Submission]) -> list[Grade]:
    slugs = {submission.slug for submission in found}
    return [grade for grade in gradebook.grades() if grade.assignment.slug in slugs]


def _status(
    statuses: Collection[str],
    grades: Sequence[Grade],
    unplaced: Sequence[Unplaced],
    alike: Sequence[list[str]],
    strangers: Sequence[str],
) -> int:
    for stray in unplaced:
        name, reason = safe(str(stray.path)), safe(stray.reason)
        click.echo(f"autograder: not graded: {name}: {reason}", err=True)
    for group in alike:
        click.echo(_ALIKE.format(" and ".join(map(ascii, group))), err=True)
    for student in strangers:
        click.echo(_STRANGER.format(ascii(student)), err=True)
    if "grader_error" in statuses:
        return exits.GRADER_FAILED
    if unplaced or alike or strangers or any(grade.status == "needs_review" for grade in grades):
        return exits.NEEDS_A_PERSON
    return exits.GRADED
