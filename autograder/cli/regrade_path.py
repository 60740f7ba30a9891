"""What ``autograder regrade`` does, from a path to an exit status."""

from __future__ import annotations

from contextlib import closing

from autograder.cli import exits
from autograder.cli.grade_path import Order, submissions_of
from autograder.cli.place import Place
from autograder.cli.progress import tracked
from autograder.cli.show_changes import show_changes
from autograder.course.course import assignments
from autograder.course.rules import course_rules
from autograder.grading.regrade import changes, regrade_plan
from gradebook.store import Gradebook


def regrade_path(order: Order, place: Place, check: str | None, dry_run: bool, quiet: bool) -> int:
    """Regrade, show what changes, and return the exit status."""
    known = assignments(order.course)
    found, _ = submissions_of(order, known)
    with (
        place(order.course, order.isolation) as executor,
        Gradebook.open(order.target) as gradebook,
    ):
        if not dry_run:
            gradebook.put_course(course_rules(order.course).total)
        todo = regrade_plan(gradebook, found, known, executor.layers)
        run = changes(todo.plan, gradebook, executor, known, check, dry_run)
        with closing(run) as stream:
            ran = list(tracked(stream, len(todo.plan.jobs), "Regrading", hidden=quiet))
    asked = [change for _, change in ran if change is not None]
    broken = sum(attempt.status == "grader_error" for attempt, _ in ran)
    if not quiet:
        show_changes(asked, len(ran), todo, broken, dry_run)
    if broken:
        return exits.GRADER_FAILED
    needs = any(change.after.status == "needs_review" for change in asked)
    return exits.NEEDS_A_PERSON if needs else exits.GRADED
