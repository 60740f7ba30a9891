"""Run a notebook from the top in a fresh Python, as the grader would, then its visible checks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from autograder.checks.verdict import CheckRun
from autograder.grading.notebook import CodeCell
from autograder.grading.run_notebook import CellRun, NotebookDied, run_notebook
from autograder.outcome import StudentProblem
from autograder.student.alone import Alone
from autograder.student.bundle import Bundle, VisibleCheck
from autograder.student.replay import CannotTry
from autograder.student.run import OwnFunctions, run_visible
from autograder.wire.messages import Answer, Call, Probe


@dataclass(frozen=True)
class FreshRun:
    """What became of a notebook.

    Attributes:
        runs: of the visible checks.
        cells: what became of each cell.
        died: how its process ended before any check could be asked, if it did.
        seconds: how long the cells took.
    """

    runs: list[CheckRun] = field(default_factory=list)
    cells: list[CellRun] = field(default_factory=list)
    died: str = ""
    seconds: float = 0.0


class _FreshSession(OwnFunctions):
    """The functions as a fresh run of the notebook left them."""

    def __init__(self, alone: Alone) -> None:
        super().__init__()
        self._alone = alone

    def _answer(self, request: Call | Probe) -> Answer:
        if isinstance(request, Probe) and "os.fork(" in request.source and not hasattr(os, "fork"):
            raise CannotTry("it starts processes in a way that this system lacks; the grader's has")
        return self._alone.ask(request)


def run_fresh(bundle: Bundle, cells: list[CodeCell]) -> FreshRun:
    """Run a notebook's cells, then the checks. Raises ``StudentError`` where none can be run."""
    with Alone(bundle.limits) as alone:
        started = time.monotonic()
        try:
            # What the starter defines comes first, in case the notebook has lost any of it.
            setup = "\n".join(bundle.setup)
            alone.run_cell(0, setup, bundle.limits.cell_seconds, provided=True)
            cell_runs = run_notebook(alone, cells, bundle.limits)
        except NotebookDied as death:
            return _died(bundle, death.problem)
        except StudentProblem as problem:
            return _died(bundle, problem)
        seconds = time.monotonic() - started

        @contextmanager
        def student(_: VisibleCheck) -> Iterator[OwnFunctions]:
            alone.begin_check()
            yield _FreshSession(alone)

        return FreshRun(run_visible(bundle, bundle.checks, student), cell_runs, seconds=seconds)


def _died(bundle: Bundle, problem: StudentProblem) -> FreshRun:
    runs = [CheckRun(one.spec, problem.outcome, problem.message) for one in bundle.checks]
    return FreshRun(runs, died=problem.message)
