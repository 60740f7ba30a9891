"""Results of visible checks as a table: HTML for notebooks, plain text for terminals.

The HTML brings its own style and no scripts, takes its colours from the page, so that it can be
read on light and on dark ones, and everything in it is escaped.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome
from autograder.student.bundle import Bundle

_SIGNS = {Outcome.PASSED: ("✓", "#2da44e"), Outcome.SKIPPED: ("–", "#8b949e")}
_WRONG = ("✗", "#e5534b")
_WHOLE = "font-family:sans-serif;font-size:14px;max-width:60em;color:inherit"
_TABLE = (
    "border-collapse:collapse;font-size:inherit;color:inherit;background:transparent;margin:.4em 0"
)
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em .15em 0;white-space:normal"
_LINE = "border-top:1px solid rgba(128,128,128,.4)"


def sign(run: CheckRun) -> str:
    """One character: passed, wrong, or not run."""
    return _SIGNS.get(run.outcome, _WRONG)[0]


def summary(bundle: Bundle, runs: Sequence[CheckRun], tasks: Collection[str] = ()) -> str:
    """How many pass, and which of the points of these tasks, by default of all, that decides."""
    passed = sum(run.outcome is Outcome.PASSED for run in runs)
    most = sum(task.points for task in bundle.tasks if not tasks or task.name in tasks)
    shown = sum(check.points for check in bundle.checks if not tasks or check.task in tasks)
    part = f"They decide {shown:g} of {most:g} points" if shown else "They are worth no points"
    rest = f"; hidden checks, with other numbers, decide {'the rest' if shown else f'all {most:g}'}"
    return f"{passed} of {len(runs)} visible checks pass. {part}{rest if shown < most else ''}."


@dataclass(frozen=True)
class Table:
    """What a notebook shows of some runs."""

    bundle: Bundle
    runs: Sequence[CheckRun]
    tasks: Collection[str] = ()
    """Those asked for; none for all."""

    def __repr__(self) -> str:
        """Plain text."""
        lines = [self.bundle.title]
        for task, runs in groupby(self.runs, lambda run: run.spec.task):
            lines.append(f"\n{task}")
            for run in runs:
                lines.append(f"  {sign(run)} {run.spec.description}")
                lines += [f"      {run.message}"] if run.message else []
        return "\n".join([*lines, "", summary(self.bundle, self.runs, self.tasks)])

    def _repr_html_(self) -> str:
        """For Jupyter, Visual Studio Code and Colab."""
        groups = groupby(self.runs, lambda run: run.spec.task)
        rows = [row for task, runs in groups for row in (_heading(task), *map(_row, runs))]
        says = summary(self.bundle, self.runs, self.tasks)
        return (
            f'<div style="{_WHOLE}"><div style="font-weight:bold">{escape(self.bundle.title)}</div>'
            f'<table style="{_TABLE}">{"".join(rows)}</table>'
            f'<div style="opacity:.8">{escape(says)}</div></div>'
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
