"""Run a notebook's cells in a box, as Restart & Run All would, but past errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from autograder.grading.notebook import CodeCell
from autograder.outcome import Outcome, StudentProblem
from autograder.wire.limits import Limits
from autograder.wire.messages import CellDone, Raised

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

_TOO_LONG = "The notebook's cells together took longer than {:g} seconds."


class RunsCells(Protocol):
    """Where a notebook runs: a box, or its author's own machine."""

    @property
    def cpu_spent(self) -> float:
        """CPU seconds used so far."""
        ...

    def run_cell(self, number: int, source: str, cpu_seconds: float, provided: bool) -> CellDone:
        """Run a cell to its end or for so long. Raises ``StudentProblem``."""
        ...


@dataclass(frozen=True)
class CellRun:
    """What became of a code cell: what it printed, and its error where it did not run to its end.

    Cells are numbered from 1, as the student counts code cells.
    """

    cell: int
    output: str = ""
    error: Raised | None = None


def failures(runs: Sequence[CellRun]) -> list[tuple[int, Raised]]:
    """The cells that did not run to their end, and why."""
    return [(run.cell, run.error) for run in runs if run.error is not None]


class NotebookDied(Exception):
    """The process that ran the notebook is gone, so no check can be asked."""

    def __init__(self, cell: int, problem: StudentProblem) -> None:
        super().__init__(problem.message)
        self.problem = StudentProblem(
            problem.outcome, f"{problem.message} This was in code cell {cell}."
        )


def set_up(box: Box, code: str, limits: Limits) -> None:
    """Run what the starter's provided cells define, in case the notebook has lost any of it.

    A definition that fails, for it builds on a task, is for the notebook's own cell to make.

    Raises:
        SandboxError: the box did not come through; nothing of the student's has run.
    """
    try:
        box.run_cell(0, code, limits.cell_seconds, provided=True)
    except StudentProblem as problem:
        from autograder.sandbox.zygote import SandboxError  # which only Linux has

        raise SandboxError(f"the provided code does not run: {problem.message}") from None


def run_notebook(box: RunsCells, cells: Sequence[CodeCell], limits: Limits) -> list[CellRun]:
    """Run all cells in order; one that raises does not stop the later ones.

    Raises:
        NotebookDied: the process ended, or would not stop, or used too much memory.
    """
    runs = []
    for number, cell in enumerate(cells, start=1):
        left = limits.notebook_seconds - box.cpu_spent
        try:
            if left <= 0:
                raise StudentProblem(Outcome.TIMED_OUT, _TOO_LONG.format(limits.notebook_seconds))
            seconds = min(limits.cell_seconds, left)
            done = box.run_cell(number, cell.source, seconds, cell.provided)
        except StudentProblem as problem:
            raise NotebookDied(number, problem) from None
        runs.append(CellRun(number, done.output, done.error))
    return runs
