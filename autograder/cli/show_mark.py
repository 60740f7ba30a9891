"""One mark and what it rests on, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradebook.arithmetic import steps
from gradebook.exports.cells import number
from gradebook.exports.cells import text as safe
from gradebook.records import Attempt, CheckResult, Grade

_SIGN = {"passed": ("✓", "green"), "skipped": ("–", "dim")}
_WRONG = ("✗", "red")
_MISMATCHES = 3


def show_mark(grade: Grade, history: Mapping[int, Attempt]) -> None:
    """Print the arithmetic, every attempt, and each check of the one that counts."""
    console = Console()
    show_arithmetic(grade, history)
    _show_attempts(console, grade, history)
    if grade.attempt_id is not None:
        _show_evidence(console, history[grade.attempt_id])


def show_arithmetic(grade: Grade, history: Mapping[int, Attempt]) -> None:
    """Print how the mark was reached."""
    console = Console()
    student = grade.student
    name = " ".join(part for part in (student.first_name, student.last_name) if part)
    who = f"{safe(student.id)} ({safe(name)})" if name else safe(student.id)
    stale = ", stale: regrade it" if grade.stale else ""
    console.print(Text(f"{who}, {safe(grade.assignment.slug)}: {grade.status}{stale}", "bold"))
    if grade.note:
        console.print(Text(safe(grade.note), style="yellow"))
    table = Table(box=None, show_header=False, padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    current = history.get(grade.attempt_id or 0)
    for step in steps(grade, current.score if current else None):
        table.add_row(Text(safe(step.words)), Text(number(step.points)))
    console.print(table)


def _show_attempts(console: Console, grade: Grade, history: Mapping[int, Attempt]) -> None:
    for attempt_id, attempt in history.items():
        counts = ", which counts" if attempt_id == grade.attempt_id else ""
        score = "no score" if attempt.score is None else f"{number(attempt.score)} points"
        arrived = attempt.submitted_at
        moment = f"{arrived:%Y-%m-%d %H:%M:%S}" if arrived else "nobody knows when"
        done = "refused" if attempt.status == "refused" else "graded"
        head = f"\nattempt {attempt_id}{counts}: {attempt.status}, {score}"
        console.print(Text(head, "bold"))
        lines = [
            f"handed in {moment}, {done} {attempt.graded_at:%Y-%m-%d %H:%M:%S} (UTC)",
            _versions(attempt),
            f"fences: {', '.join(attempt.isolation) or 'NONE'}",
            safe(attempt.note),
        ]
        text = Text("\n".join(line for line in lines if line), "dim")
        console.print(Padding(text, (0, 0, 0, 2)))


def _versions(attempt: Attempt) -> str:
    return (
        f"assignment {attempt.assignment_version}, grader {attempt.grader_version}, seed "
        f"{attempt.seed}, {attempt.device}, notebook {attempt.notebook_sha256[:12]}"
    )


def _show_evidence(console: Console, attempt: Attempt) -> None:
    for task, checks in groupby(attempt.checks, lambda check: check.task):
        some = list(checks)
        points, most = sum(c.points for c in some), sum(c.max_points for c in some)
        title = f"\n{safe(task)}  {number(points)} / {number(most)}"
        console.print(Text(title, style="bold"))
        for check in some:
            _show_check(console, check)


def _show_check(console: Console, check: CheckResult) -> None:
    sign, style = _SIGN.get(check.outcome, _WRONG)
    seen = "" if check.visible else ", hidden"
    head = Text.assemble(
        (sign, style),
        f" {safe(check.check)}: {check.outcome}, {number(check.points)} of ",
        f"{number(check.max_points)}{seen}",
    )
    console.print(Padding(head, (0, 0, 0, 2)))
    for label, text in _said(check):
        lines = Text.assemble((f"{label}: ", "dim"), "\n".join(map(safe, text.splitlines())))
        console.print(Padding(lines, (0, 0, 0, 6)))


def _said(check: CheckResult) -> Sequence[tuple[str, str]]:
    places = check.mismatches[:_MISMATCHES]
    found = [
        ("message", check.message),
        ("mistake", check.misconception or ""),
        ("hint", check.hint or ""),
        ("differs", "\n".join(map(str, places))),
        ("asked", check.transcript),
        ("traceback", check.traceback),
    ]
    if check.outcome == "passed":
        return [(label, text) for label, text in found if label == "asked" and text]
    return [(label, text) for label, text in found if text]
