"""What a student reads about an attempt, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gradebook.exports.cells import text as safe
from gradebook.records import Attempt, CheckResult

_SIGN = {"passed": ("✓", "green"), "skipped": ("–", "dim")}
_WRONG = ("✗", "red")


def show_feedback(attempt: Attempt, title: str) -> None:
    """Print marks task by task, with the message and hint of each check that did not pass."""
    console = Console()
    points = "no score yet" if attempt.score is None else f"{round(attempt.score, 2):g} points"
    console.print(Text(f"{title}: {points} of {attempt.max_score:g}", style="bold"))
    if attempt.note:
        console.print(Text(safe(attempt.note), style="yellow"))
    if len({check.message for check in attempt.checks}) == 1 and not attempt.score:
        return  # one thing stopped everything, and the note has said it
    for task, checks in groupby(attempt.checks, lambda check: check.task):
        _show_task(console, task, list(checks))


def _show_task(console: Console, task: str, checks: Sequence[CheckResult]) -> None:
    points = sum(check.points for check in checks)
    most = sum(check.max_points for check in checks)
    console.print(Text(f"\n{task}  {round(points, 2):g} / {round(most, 2):g}", style="bold"))
    said = ""
    for check in checks:
        sign, style = _SIGN.get(check.outcome, _WRONG)
        worth = ""
        if not check.max_points:
            worth = " (an example, no points)" if check.visible else " (needs a GPU; no points)"
        line = Text.assemble((sign, style), f" {check.description}", (worth, "dim"))
        console.print(Padding(line, (0, 0, 0, 2)))
        if check.outcome not in _SIGN and check.message != said:
            said = check.message
            console.print(Padding(Text(safe(said)), (0, 0, 0, 6)))
    for hint in dict.fromkeys(check.hint for check in checks if check.hint):
        console.print(Padding(Text(f"Hint: {hint}", style="cyan"), (0, 0, 0, 4)))
