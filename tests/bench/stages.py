"""Where a submission's time goes, stage by stage: the grader's own functions with a clock around.

Nothing of it is in the product: the functions are wrapped here, from outside. A stage's time is
its own, without that of the stages inside it. CPU seconds are the trusted process's; what the box
and the zygote use is given beside the table.
"""

from __future__ import annotations

import functools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest import mock

import psutil
from tree import ROOT

from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.grading.collect import entries
from autograder.grading.grade import plan
from autograder.grading.grader import Grader
from autograder.grading.preloads import preloads_for
from autograder.grading.submission import submissions
from autograder.sandbox.isolation import layers_for
from gradebook.store import Gradebook

REST = "the rest"
_DIAGNOSIS = "diagnosis"
_STAGES = {
    "find what is new": (),
    "read the notebook": (
        "autograder.grading.judge.parse",
        "autograder.grading.judge.code_cells",
        "autograder.grading.judge.oddities",
    ),
    "fork and fence": ("autograder.sandbox.box.Box.__init__",),
    "cells": ("autograder.grading.bench.set_up", "autograder.grading.bench.run_notebook"),
    "checks: fork a copy": ("autograder.sandbox.box.Box._begin",),
    "checks: wait for answers": ("autograder.sandbox.box.Box.ask",),
    "checks: the reference": ("autograder.sandbox.local.LocalSession.ask",),
    "checks: compare, pytest": ("autograder.checks.run.Suite.run",),
    _DIAGNOSIS: ("autograder.grading.judge.diagnose",),
    "end the box": ("autograder.sandbox.box.Box.close",),
    "record": ("gradebook.store.Gradebook.record",),
    REST: ("autograder.grading.grader.Grader.work",),
}


@dataclass
class Spent:
    """Seconds in one stage, of all submissions together."""

    wall: float = 0.0
    cpu: float = 0.0


class Clock:
    """Adds up seconds by stage; only the innermost stage's clock runs."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = defaultdict(Spent)
        self._open: list[str] = []
        self._since = (0.0, 0.0)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with the clock of ``stage`` around it."""

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            if self._open[-1:] == [_DIAGNOSIS]:  # its questions to misconceptions are its own
                return function(*args, **kwargs)
            with self.stage(stage):
                return function(*args, **kwargs)

        return run

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile for this stage."""
        self._settle()
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def _settle(self) -> None:
        now = time.perf_counter(), time.process_time()
        if self._open:
            spent = self.spent[self._open[-1]]
            spent.wall += now[0] - self._since[0]
            spent.cpu += now[1] - self._since[1]
        self._since = now


@dataclass(frozen=True)
class Stages:
    """Seconds of one submission, on average, by stage.

    ``box_cpu`` is what its box used, by the kernel's count; ``zygote_cpu`` what forking it took.
    """

    slug: str
    kind: str
    submissions: int
    wall: dict[str, float]
    cpu: dict[str, float]
    box_cpu: float
    zygote_cpu: float


def stages(folder: Path, assignment: Assignment, kind: str, submitted: Path) -> Stages:
    """Grade a class in this process, one submission after the other, behind all fences."""
    course, layers, clock = assignments(ROOT), layers_for("full"), Clock()
    with Gradebook.open(folder / "stages.db") as gradebook, ExitStack() as stack:
        with clock.stage("find what is new"):
            found, _ = submissions(entries(submitted), list(course))
            jobs = plan(gradebook, found, course, layers).jobs
        grader = Grader(ROOT, layers, preloads=preloads_for(ROOT, [job.submission for job in jobs]))
        stack.callback(grader.stop)
        grader.work(jobs[0])  # so that all is warm
        zygotes = psutil.Process().children()
        before = sum(_seconds(one) for one in zygotes)
        _put_clocks(clock, stack)
        boxes = 0.0
        for job in jobs:
            attempt = grader.work(job)
            gradebook.record(attempt)
            boxes += attempt.cpu_seconds
        after = sum(_seconds(one) for one in zygotes)
    many = len(jobs)
    return Stages(
        slug=assignment.slug,
        kind=kind,
        submissions=many,
        wall={name: clock.spent[name].wall / many for name in _STAGES},
        cpu={name: clock.spent[name].cpu / many for name in _STAGES},
        box_cpu=boxes / many,
        zygote_cpu=(after - before) / many,
    )


def _put_clocks(clock: Clock, stack: ExitStack) -> None:
    for stage, targets in _STAGES.items():
        for target in targets:
            timed = clock.timed(stage, resolve_name(target))
            stack.enter_context(mock.patch(target, timed))


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
