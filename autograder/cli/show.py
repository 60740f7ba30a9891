"""Grades as a table for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradebook.exports.cells import text as safe
from gradebook.records import CheckResult, Grade
from gradebook.store import Gradebook

_STYLE = {"graded": "", "missing": "dim", "needs_review": "bold yellow"}


def show_grades(
    gradebook: Gradebook,
    grades: Sequence[Grade],
    graded: int,
    unchanged: int,
    layers: Sequence[str],
) -> None:
    """Print a row for each student and assignment, and a summary."""
    console = Console()
    table = Table(title="Grades", title_justify="left", title_style="bold", header_style="bold")
    table.add_column("assignment", no_wrap=True)
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what happened", overflow="fold")
    previous = ""
    for grade in grades:
        if previous and grade.assignment.slug != previous:
            table.add_section()
        previous = grade.assignment.slug
        table.add_row(*_row(gradebook, grade))
    console.print(table)
    console.print(_summary(grades, graded, unchanged, layers))


def _row(gradebook: Gradebook, grade: Grade) -> list[Text]:
    style = _STYLE[grade.status]
    score = "–" if grade.score is None else f"{grade.score:g}"
    cells = [
        grade.assignment.slug,
        safe(grade.student.id),
        f"{score} / {grade.max_score:g}",
        grade.status,
        safe(_what_happened(gradebook, grade)),
    ]
    return [Text(cell, style=style) for cell in cells]


def _what_happened(gradebook: Gradebook, grade: Grade) -> str:
    if grade.status == "needs_review":
        return grade.note
    if grade.attempt_id is None:
        return ""
    checks = gradebook.checks(grade.attempt_id)
    outcomes = Counter(check.outcome for check in checks)
    parts = [f"{count} {outcome}" for outcome, count in sorted(outcomes.items())]
    return "; ".join([", ".join(parts), *_misconceptions(checks)])


def _misconceptions(checks: Sequence[CheckResult]) -> list[str]:
    names = [check.misconception for check in checks if check.misconception]
    return [name.replace("_", " ") for name in dict.fromkeys(names)]


def _summary(grades: Sequence[Grade], graded: int, unchanged: int, layers: Sequence[str]) -> Text:
    counts = Counter(grade.status for grade in grades)
    status = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    fences = ", ".join(layers) if layers else "NONE: student code ran with your rights"
    return Text(f"{status}. Ran {graded} now, {unchanged} unchanged. Fences: {fences}.")
