"""What ``autograder regrade`` does, from a path to an exit status."""

from __future__ import annotations

from contextlib import closing

from autograder.cli import exits
from autograder.cli.grade_path import Order, submissions_of
from autograder.cli.place import Place
from autograder.cli.progress import tracked
from autograder.cli.show_changes import show_changes
from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.course.rules import course_rules
from autograder.grading.regrade import changes, regrade_plan
from gradebook.misnamed import instead
from gradebook.store import Gradebook


def regrade_path(order: Order, place: Place, check: str | None, dry_run: bool, quiet: bool) -> int:
    """Regrade, show what changes, and return the exit status."""
    known = assignments(order.course)
    found, _ = submissions_of(order, known)
    with (
        place(order.course, order.isolation) as executor,
        Gradebook.open(order.target) as gradebook,
    ):
        if check is not None:
            _require_check(check, gradebook, known, {one.slug for one in found})
        if not dry_run:
            gradebook.put_course(course_rules(order.course).total)
        todo = regrade_plan(gradebook, found, known, executor.layers, executor.device)
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


def _require_check(
    check: str, gradebook: Gradebook, known: dict[str, Assignment], slugs: set[str]
) -> None:
    """End with a usage error where no assignment has such a check, nor ever had."""
    recorded = gradebook.check_names(slugs)
    if check in recorded:
        return
    from autograder.checks.collect import collect_specs  # torch comes with it

    written = [spec.name for slug in sorted(slugs) for spec in collect_specs(known[slug].checks)]
    names = list(dict.fromkeys([*written, *recorded]))
    if check not in names:
        exits.fail(f"no check {check!r} here; {instead(check, names)}", exits.USAGE)
