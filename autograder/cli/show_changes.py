"""What a regrade changes, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.grading.regrade import Regrade
from gradebook.changes import Change, CheckChange
from gradebook.exports.cells import number
from gradebook.exports.cells import text as safe
from gradebook.records import Grade

_NAMED = 4
_SAID = 120


def show_changes(
    asked: Sequence[Change], ran: int, todo: Regrade, broken: int, dry_run: bool
) -> None:
    """Print a row for each mark that changes, and a summary."""
    console = Console()
    changed = [change for change in asked if change.is_any]
    ordered = sorted(changed, key=lambda one: (one.before.assignment.slug, one.before.student.id))
    if ordered:
        console.print(_table(ordered))
    marks = [change for change in changed if change.is_of_mark]
    up = sum((change.gained or 0.0) > 0 for change in marks)
    down = sum((change.gained or 0.0) < 0 for change in marks)
    would = "would change" if dry_run else "changed"
    console.print(
        Text(
            f"Ran {ran} again: {len(marks)} marks {would}, {up} up and {down} down. "
            f"{todo.plan.unchanged} are up to date already"
            + (
                f"; {todo.others} handed in since are left to `autograder grade`"
                * bool(todo.others)
            )
            + (f"; in {broken} the grader failed, and their marks stay" * bool(broken))
            + "."
            + " Nothing was recorded." * dry_run
        )
    )


def _table(changed: Sequence[Change]) -> Table:
    table = Table(expand=True)
    table.add_column("student", no_wrap=True)
    table.add_column("assignment", no_wrap=True)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("change", justify="right", no_wrap=True)
    table.add_column("because of", ratio=1)
    for change in changed:
        gained = f"{round(change.gained, 4):+g}" if change.gained else ""
        names = safe(change.before.student.id), safe(change.before.assignment.slug)
        marks = _mark(change.before), _mark(change.after), gained
        table.add_row(*map(Text, (*names, *marks, safe(_because(change)))))
    return table


def _mark(grade: Grade) -> str:
    score = number(grade.score) or "–"
    return score if grade.status == "graded" else f"{score} ({grade.status})"


def _because(change: Change) -> str:
    parts = [_check(one) for one in change.checks[:_NAMED]]
    parts += [f"{len(change.checks) - _NAMED} more"] * (len(change.checks) > _NAMED)
    if change.failure:
        parts = [f"the grader failed: {change.failure[-_SAID:]}"]
    return "; ".join(parts) or "dates, rules or status"


def _check(one: CheckChange) -> str:
    points = f" ({round(one.points, 4):+g})" if one.points else ""
    return f"{one.check}: {one.before} → {one.after}{points}"
