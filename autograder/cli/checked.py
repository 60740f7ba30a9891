"""What a student reads about their notebook before handing it in, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome
from autograder.student.cautions import Caution
from autograder.student.checked import Checked
from autograder.student.table import sign, summary
from gradebook.exports.cells import text as safe

_STYLE = {Outcome.PASSED: "green", Outcome.SKIPPED: "dim"}
_WRONG = "red"


def show_checked(console: Console, checked: Checked) -> None:
    """Print the visible checks task by task, cautions, and what decides the points."""
    bundle = checked.bundle
    points = {task.name: task.points for task in bundle.tasks}
    console.print(Text(bundle.title, style="bold"))
    for task, runs in groupby(checked.runs, lambda run: run.spec.task):
        _show_task(console, f"{task}  ({points[task]:g} points)", list(runs))
    shown = {run.spec.task for run in checked.runs}
    without = [f"{name} ({worth:g})" for name, worth in points.items() if name not in shown]
    if without:
        console.print(Text(f"\nNo visible checks: {', '.join(without)}", style="dim"))
    _show_cautions(console, checked.cautions)
    console.print(Text(f"\n{summary(bundle, checked.runs)}", style="bold"))


def _show_task(console: Console, heading: str, runs: Sequence[CheckRun]) -> None:
    console.print(Text(f"\n{heading}", style="bold"))
    said = ""
    for run in runs:
        mark = (sign(run), _STYLE.get(run.outcome, _WRONG))
        _show_item(console, mark, run.spec.description)
        if run.message and run.message != said:
            said = run.message
            console.print(Padding(Text(safe(said)), (0, 0, 0, 4), expand=False))


def _show_cautions(console: Console, cautions: Sequence[Caution]) -> None:
    if cautions:
        console.print(Text("\nBefore you hand in", style="bold"))
    for caution in cautions:
        mark = ("✗", "red") if caution.costs else ("!", "yellow")
        _show_item(console, mark, safe(caution.text))


def _show_item(console: Console, mark: tuple[str, str], text: str) -> None:
    """A mark, and text that stays beside it where it takes several lines."""
    row = Table.grid(padding=(0, 1))
    row.add_row(Text(mark[0], style=mark[1]), Text(text))
    console.print(Padding(row, (0, 0, 0, 2), expand=False))
