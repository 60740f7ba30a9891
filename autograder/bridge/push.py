"""Our grades into nbgrader, so that its formgrader lists every submission with our scores.

A task's score is nbgrader's automatic score; points that people added in our gradebook go to the
first task's. Manual scores, extra credit and comments made in nbgrader are left as they are, and
are therefore not counted twice: what came back from there is not sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Any

from autograder.bridge.nbgrader import (
    AUTHOR,
    put_assignment,
    put_student,
    put_submission,
    test_cell,
)
from gradebook.marks import task_marks
from gradebook.records import CheckResult, Grade
from gradebook.store import Gradebook

_QUIET = ("passed", "skipped")


def push_all(gradebook: Gradebook, api: Any) -> int:
    """Write every assignment, student and submission; returns how many submissions."""
    for assignment in gradebook.assignments():
        put_assignment(api, assignment)
    for student in gradebook.students():
        put_student(api, student)
    handed_in = [grade for grade in gradebook.grades() if grade.status != "missing"]
    for grade, checks in gradebook.with_checks(handed_in):
        push(api, grade, checks)
    return len(handed_in)


def push(api: Any, grade: Grade, checks: Sequence[CheckResult]) -> None:
    """Write one submission: its scores, its lateness, and what the checks said."""
    slug = grade.assignment.slug
    notebook = put_submission(api, grade.student.id, slug, grade.submitted_at)
    notebook.late_submission_penalty = grade.late_penalty
    scores = _scores(grade, checks)
    for stored in notebook.grades:
        stored.auto_score = scores.get(stored.cell.name)
        stored.needs_manual_grade = grade.status == "needs_review"
    said = _said(checks)
    for comment in notebook.comments:
        comment.auto_comment = said.get(comment.cell.name)
    api.db.commit()


def _scores(grade: Grade, checks: Sequence[CheckResult]) -> dict[str, float]:
    """The automatic score of each test cell; none where nobody knows the score."""
    tasks = grade.assignment.tasks
    if grade.raw_score is None or not tasks:
        return {}
    marks = {mark.task: mark.points for mark in task_marks(checks)}
    scores = {test_cell(task.name): marks.get(task.name, 0.0) for task in tasks}
    theirs = fsum(one.points for one in grade.adjustments if one.author == AUTHOR)
    # Whatever our score has beyond the checks: points that were added, and what a changed
    # assignment no longer has a task for.
    scores[test_cell(tasks[0].name)] += grade.raw_score - theirs - fsum(scores.values())
    return {name: round(score, 6) for name, score in scores.items()}


def _said(checks: Sequence[CheckResult]) -> dict[str, str]:
    """For each task what its failed checks said, and the hints."""
    found: dict[str, list[str]] = {}
    for check in checks:
        if check.outcome not in _QUIET:
            hint = f" Hint: {check.hint}" if check.hint else ""
            line = f"{check.description} {check.message}{hint}"
            found.setdefault(check.task, []).append(line)
    return {task: "\n\n".join(dict.fromkeys(lines)) for task, lines in found.items()}
