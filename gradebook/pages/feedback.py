"""What a student gets back: one page for each submission, in nbgrader's layout of folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gradebook.errors import UnusableRequest
from gradebook.misnamed import instead
from gradebook.pages.environment import render
from gradebook.pages.folder import PageFolder, safe_name
from gradebook.pages.picture import Picture, pictures
from gradebook.records import Adjustment, Attempt, CheckResult, Grade
from gradebook.store import Gradebook

_NAME = re.compile(r"\bcheck_\w+")


@dataclass(frozen=True)
class Item:
    """One check on the page. ``as_above`` says that its message is that of the check before it."""

    check: CheckResult
    message: str
    as_above: bool
    pictures: list[Picture]


@dataclass(frozen=True)
class TaskPart:
    """One task on the page, with each hint once."""

    name: str
    points: float
    max_points: float
    items: list[Item]
    hints: list[str]


def write_feedback(
    gradebook: Gradebook,
    output: Path,
    meanings: Mapping[str, str],
    slugs: Sequence[str] = (),
    students: Sequence[str] = (),
) -> int:
    """Write the pages of everything handed in, or of these assignments and students only.

    ``meanings`` says what each outcome means. Returns how many pages there are now.

    Raises:
        UnusableRequest: there is no such assignment or student.
        GradebookError: a page cannot be written.
    """
    _require_known("assignment", slugs, [one.slug for one in gradebook.assignments()])
    _require_known("student", students, [one.id for one in gradebook.students()])
    folder = PageFolder(output)
    wanted = [grade for grade in gradebook.grades() if _is_wanted(grade, slugs, students)]
    for grade in wanted:
        found = None if grade.attempt_id is None else gradebook.attempt(grade.attempt_id)
        decided = gradebook.adjustments(grade.student.id, grade.assignment.slug)
        path = feedback_path(grade.student.id, grade.assignment.slug)
        folder.write(path, feedback_page(grade, found, decided, meanings))
    return len(wanted)


def feedback_path(student_id: str, slug: str) -> str:
    """Where a submission's page lies below the folder: nbgrader's layout, in safe names."""
    return f"{safe_name(student_id)}/{safe_name(slug)}/{safe_name(slug)}.html"


def feedback_page(
    grade: Grade,
    attempt: Attempt | None,
    adjustments: Sequence[Adjustment],
    meanings: Mapping[str, str],
) -> str:
    """Return the page of one submission; ``attempt`` is the current one, None if all failed."""
    checks = () if attempt is None or _is_one_trouble(attempt) else attempt.checks
    facts = {
        "grade": grade,
        "attempt": attempt,
        "adjustments": adjustments,
        "tasks": list(_tasks(checks)),
        "meanings": {name: meanings[name] for name in meanings if _occurs(name, checks)},
        "examples": any(check.visible and not check.max_points for check in checks),
    }
    return render("feedback.html", facts)


def _require_known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            told = instead(name, known)
            raise UnusableRequest(f"the gradebook has no {what} {name!r}; {told}")


def _is_wanted(grade: Grade, slugs: Sequence[str], students: Sequence[str]) -> bool:
    named = (not slugs or grade.assignment.slug in slugs) and (
        not students or grade.student.id in students
    )
    return named and grade.status != "missing"


def _is_one_trouble(attempt: Attempt) -> bool:
    """Whether one thing stopped everything, which the note says."""
    alike = len({check.message for check in attempt.checks}) == 1
    return alike and bool(attempt.note) and not attempt.score


def _occurs(outcome: str, checks: Iterable[CheckResult]) -> bool:
    return any(check.outcome == outcome for check in checks)


def _tasks(checks: Sequence[CheckResult]) -> Iterable[TaskPart]:
    lines = {check.check: check.description for check in checks}
    for name, group in groupby(checks, key=lambda check: check.task):
        several = list(group)
        yield TaskPart(
            name=name,
            points=sum(check.points for check in several),
            max_points=sum(check.max_points for check in several),
            items=_items(several, lines),
            hints=list(dict.fromkeys(check.hint for check in several if check.hint)),
        )


def _items(checks: Iterable[CheckResult], lines: Mapping[str, str]) -> list[Item]:
    items, said = [], ""
    for check in checks:
        message = _NAME.sub(lambda name: _as_line(name.group(), lines), check.message)
        as_above = bool(message) and message == said
        items.append(Item(check, message, as_above, list(pictures(check))))
        said = message or said
    return items


def _as_line(name: str, lines: Mapping[str, str]) -> str:
    """A check's name, which the student never sees, as the line that they do see."""
    return f"“{lines[name].rstrip('.')}”" if name in lines else name
