"""Results of visible checks as a table: HTML for notebooks, plain text for terminals.

The HTML brings its own style and no scripts, takes its colours from the page, so that it can be
read on light and on dark ones, and everything in it is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome
from autograder.student.bundle import Bundle

_SIGNS = {Outcome.PASSED: ("✓", "#2da44e"), Outcome.SKIPPED: ("–", "#8b949e")}
_WRONG = ("✗", "#e5534b")
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em .15em 0;white-space:normal"
_LINE = "border-top:1px solid rgba(128,128,128,.4)"


def sign(run: CheckRun) -> str:
    """One character: passed, wrong, or not run."""
    return _SIGNS.get(run.outcome, _WRONG)[0]


def summary(bundle: Bundle, runs: Sequence[CheckRun]) -> str:
    """How many pass, and what that says about points."""
    passed = sum(run.outcome is Outcome.PASSED for run in runs)
    tasks = {run.spec.task for run in runs}
    most = sum(task.points for task in bundle.tasks if task.name in tasks)
    return f"{passed} of {len(runs)} visible checks pass. {decided(bundle, tasks, most)}"


def decided(bundle: Bundle, tasks: set[str], most: float) -> str:
    """Which of the points of these tasks the visible checks decide."""
    shown = sum(check.points for check in bundle.checks if check.task in tasks)
    if shown >= most:
        return f"They decide all {most:g} points."
    part = f"They decide {shown:g} of {most:g} points" if shown else "They are worth no points"
    return f"{part}: hidden checks, with other numbers, decide {'the rest' if shown else 'those'}."


@dataclass(frozen=True)
class Table:
    """What a notebook shows of some runs."""

    bundle: Bundle
    runs: Sequence[CheckRun]

    def __repr__(self) -> str:
        """Plain text."""
        lines = [self.bundle.title]
        for task, runs in groupby(self.runs, lambda run: run.spec.task):
            lines.append(f"\n{task}")
            for run in runs:
                lines.append(f"  {sign(run)} {run.spec.description}")
                lines += [f"      {run.message}"] if run.message else []
        return "\n".join([*lines, "", summary(self.bundle, self.runs)])

    def _repr_html_(self) -> str:
        """For Jupyter, Visual Studio Code and Colab."""
        groups = groupby(self.runs, lambda run: run.spec.task)
        rows = [row for task, runs in groups for row in (_heading(task), *map(_row, runs))]
        return (
            '<div style="font-family:sans-serif;font-size:14px;max-width:60em;color:inherit">'
            f'<div style="font-weight:bold">{escape(self.bundle.title)}</div>'
            '<table style="border-collapse:collapse;color:inherit;background:transparent;'
            f'margin:.4em 0">{"".join(rows)}</table>'
            f'<div style="opacity:.8">{escape(summary(self.bundle, self.runs))}</div></div>'
        )


def _heading(task: str) -> str:
    return (
        f'<tr style="background:transparent;{_LINE}"><th colspan="2" scope="rowgroup" '
        f'style="{_CELL};font-family:monospace">{escape(task)}</th></tr>'
    )


def _row(run: CheckRun) -> str:
    mark, colour = _SIGNS.get(run.outcome, _WRONG)
    said = f'<div style="opacity:.85;margin-top:.2em">{_words(run.message)}</div>'
    return (
        f'<tr style="background:transparent"><td style="{_CELL};color:{colour};font-weight:bold" '
        f'title="{run.outcome.value.replace("_", " ")}">{mark}</td><td style="{_CELL}">'
        f"{_words(run.spec.description)}{said if run.message else ''}</td></tr>"
    )


def _words(text: str) -> str:
    """Escaped, with what stands between backticks as code; a text may hold an odd number."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))
