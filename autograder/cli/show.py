"""Grades as tables for the terminal, one for each assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradebook.decisions import what
from gradebook.exports.cells import text as safe
from gradebook.records import CheckResult, Grade
from gradebook.store import Gradebook

_STYLE = {"graded": "", "missing": "dim", "needs_review": "yellow"}
_QUIET = ("passed", "skipped")


def show_grades(
    gradebook: Gradebook,
    grades: Sequence[Grade],
    graded: int,
    unchanged: int,
    layers: Sequence[str],
) -> None:
    """Print a row for each student, and a summary."""
    console = Console()
    for title, group in groupby(
        grades, lambda grade: f"{grade.assignment.slug}  (of {grade.max_score:g})"
    ):
        console.print(_table(gradebook, title, list(group)))
    console.print(_summary(grades, graded, unchanged, layers))


def _table(gradebook: Gradebook, title: str, grades: Sequence[Grade]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", expand=True)
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what happened", ratio=1)
    for grade, checks in gradebook.with_checks(grades):
        score = "–" if grade.score is None else f"{grade.score:.2f}".rstrip("0").rstrip(".")
        happened = _what_happened(grade, checks)
        status = f"{grade.status}, stale" if grade.stale else grade.status
        cells = (safe(grade.student.id), score, status, safe(happened))
        table.add_row(*(Text(cell, style=_STYLE[grade.status]) for cell in cells))
    return table


def _what_happened(grade: Grade, checks: Sequence[CheckResult]) -> str:
    if grade.attempt_id is None or grade.status == "needs_review":
        return grade.note
    outcomes = Counter(check.outcome for check in checks if check.outcome not in _QUIET)
    parts = [f"{count} {outcome}" for outcome, count in sorted(outcomes.items())]
    late = [f"late: -{round(grade.late_penalty, 2):g}"] if grade.late_penalty else []
    late += [what(adjustment) for adjustment in grade.adjustments]
    return "; ".join([", ".join(parts) or "all passed", *late, *_misconceptions(checks)])


def _misconceptions(checks: Sequence[CheckResult]) -> list[str]:
    names = [check.misconception for check in checks if check.misconception]
    return [name.replace("_", " ") for name in dict.fromkeys(names)]


def _summary(grades: Sequence[Grade], graded: int, unchanged: int, layers: Sequence[str]) -> Text:
    statuses: list[str] = [grade.status for grade in grades]
    counts = Counter([*statuses, *("stale" for grade in grades if grade.stale)])
    status = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    fences = ", ".join(layers) if layers else "NONE: student code ran with your rights"
    return Text(f"{status}. Ran {graded} now, {unchanged} unchanged. Fences: {fences}.")
