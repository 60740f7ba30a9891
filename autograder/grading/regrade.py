"""Grade again what was graded before, and tell what that changes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from autograder.course.assignment import Assignment
from autograder.grading.executor import Executor
from autograder.grading.grade import Plan, planned, record_assignments, recorded_as
from autograder.grading.submission import Submission
from gradebook.changes import Change, CheckChange, check_changes
from gradebook.counting import NOT_RECORDED
from gradebook.records import Attempt, CheckResult, Grade
from gradebook.store import Gradebook


@dataclass(frozen=True)
class Regrade:
    """What to grade again. ``others`` are submissions that were never graded as they are now."""

    plan: Plan
    others: int


def regrade_plan(
    gradebook: Gradebook,
    submissions: Sequence[Submission],
    course: dict[str, Assignment],
    layers: tuple[str, ...],
    device: str,
) -> Regrade:
    """Tell what a regrade has to run: what is in the gradebook, by an older grader or checks."""
    graded = gradebook.notebooks()
    same = [one for one in submissions if (one.student, one.slug, one.sha256) in graded]
    todo = planned(gradebook, same, course, layers, device)
    return Regrade(todo, len(submissions) - len(same))


def changes(
    todo: Plan,
    gradebook: Gradebook,
    executor: Executor,
    course: dict[str, Assignment],
    check: str | None,
    dry_run: bool,
) -> Generator[tuple[Attempt, Change | None], None, None]:
    """Run the jobs, and tell of each attempt what it changes, if it is in question.

    Recorded is what is in question, unless it is a ``dry_run``: everything, or with ``check`` those
    attempts in which that check ends otherwise. Raises ``PoolBroken``.
    """
    before = {(one.student.id, one.assignment.slug): one for one in gradebook.grades()}
    if not dry_run:
        record_assignments(gradebook, {job.submission.slug for job in todo.jobs}, course)
    with closing(executor.grade_all(todo.jobs)) as attempts:
        for attempt in attempts:
            old = before[attempt.student_id, attempt.slug]
            new = gradebook.grade_with(old.student, recorded_as(course[attempt.slug]), attempt)
            broke = attempt.status == "grader_error"
            found = () if broke else check_changes(_ran(gradebook, attempt), attempt.checks)
            if check is not None and check not in {one.check for one in found}:
                yield attempt, None
                continue
            attempt_id = NOT_RECORDED if dry_run else gradebook.record(attempt)
            if new.attempt_id == NOT_RECORDED:
                new = replace(new, attempt_id=attempt_id)
            yield attempt, _change(old, new, found, attempt)


def _change(old: Grade, new: Grade, found: tuple[CheckChange, ...], attempt: Attempt) -> Change:
    failure = attempt.note if attempt.status == "grader_error" else ""
    change = Change(old, new, found, failure)
    counts = new.attempt_id not in (None, old.attempt_id)
    # What ends otherwise in a hand-in that does not count is no news.
    return change if counts or change.is_of_mark or failure else replace(change, checks=())


def _ran(gradebook: Gradebook, attempt: Attempt) -> Sequence[CheckResult]:
    """The checks of the newest earlier attempt at the same notebook whose grader did not fail."""
    earlier = [
        one
        for one in gradebook.attempts(attempt.student_id, attempt.slug)
        if one.notebook_sha256 == attempt.notebook_sha256 and one.status != "grader_error"
    ]
    return earlier[-1].checks if earlier else ()
