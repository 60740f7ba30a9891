"""Judge one notebook: run it, run the checks, diagnose, and add up points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Protocol, Self

import torch

from autograder.checks.collect import collect_specs
from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import Freshness, OpenSession
from autograder.checks.run import Suite
from autograder.checks.verdict import CheckRun, ChecksBroken
from autograder.course.assignment import Assignment
from autograder.course.reference import (
    Misconception,
    misconception_names,
    misconceptions,
    reference_names,
)
from autograder.course.released import released
from autograder.grading.bench import Bench
from autograder.grading.diagnosis import Suspect, diagnose
from autograder.grading.notebook import CodeCell, NotebookError, code_cells, parse
from autograder.grading.oddities import oddities
from autograder.grading.points import shares
from autograder.grading.run_notebook import CellRun, NotebookDied, failures
from autograder.outcome import WRONG, Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Session
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import Zygote
from autograder.seeds import check_seed, public_seed
from autograder.wire.messages import Raised

NO_GPU = (
    "Not run: it needs a GPU, and this grading used none. Its points are shared among the other "
    "checks of its task."
)


@dataclass(frozen=True)
class Judged:
    """One check's result with its points and diagnosis."""

    run: CheckRun
    points: Fraction
    max_points: Fraction
    misconception: Misconception | None


class Notebook(Protocol):
    """A notebook that runs, here or elsewhere, to be used in ``with``; as ``Bench`` is one."""

    @property
    def cells(self) -> Sequence[CellRun]:
        """What became of its cells."""
        ...

    @property
    def cpu_seconds(self) -> float:
        """What it used."""
        ...

    @property
    def peak_bytes(self) -> int:
        """The memory of its largest process."""
        ...

    def run(self) -> None:
        """Run its cells. Raises ``NotebookDied``."""
        ...

    def student(
        self, spec: CheckSpec, freshness: Freshness
    ) -> AbstractContextManager[StudentSession]:
        """A session with a copy of its state, for one check."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


Open = Callable[[Sequence[CodeCell], str], Notebook]
"""Makes a notebook of its cells, and of code to be run before them."""


@dataclass(frozen=True)
class Verdict:
    """What became of a notebook.

    ``cells`` are those that ran. ``notes`` tell what was odd about the file; ``unreadable`` says
    why nothing could be judged, if so; ``died`` how its process ended before any check could be
    asked, if it did.
    """

    checks: tuple[Judged, ...]
    cells: tuple[CellRun, ...] = ()
    notes: tuple[str, ...] = ()
    unreadable: str = ""
    died: str = ""
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def score(self) -> Fraction:
        """Points of all passed checks."""
        return sum((check.points for check in self.checks), Fraction(0))

    @property
    def errors(self) -> list[tuple[int, Raised]]:
        """The cells that did not run to their end, and why."""
        return failures(self.cells)

    @property
    def broken(self) -> str:
        """The message of the first check in which the grader itself failed, if any did."""
        faults = (c.run for c in self.checks if c.run.outcome is Outcome.GRADER_ERROR)
        return next((f"{run.spec.name}: {run.message}" for run in faults), "")


class Judge:
    """Everything needed to judge notebooks of one assignment; made once, used for many."""

    def __init__(self, assignment: Assignment) -> None:
        """Load reference, checks and misconceptions. Raises ``CourseError``, ``ChecksBroken``."""
        self.assignment = assignment
        self._declared = collect_specs(assignment.checks)
        self._suite = Suite(assignment.checks)
        self.specs = tuple(spec for spec in self._declared if not spec.gpu)
        self.gpu_specs = tuple(spec for spec in self._declared if spec.gpu)
        self.shares = shares(assignment, self.specs)
        self.all_shares = shares(assignment, self._declared)
        if self.gpu_specs and not assignment.uses_gpu:
            raise ChecksBroken(f"{assignment.checks}: write gpu=True in so many words")
        self.released = released(assignment)
        self._reference = LocalSession(reference_names(assignment))
        self._suspects = [
            Suspect(known, partial(misconception_names, assignment, known))
            for known in misconceptions(assignment)
        ]

    def judge(self, content: bytes, seed: int, zygote: Zygote) -> Verdict:
        """Judge the notebook file's bytes, run in a box; hidden checks draw inputs under ``seed``.

        Raises:
            SandboxError: the sandbox failed.
            ChecksBroken: the assignment's checks did.
        """
        limits = self.assignment.limits
        return self.judge_as(
            content, seed, lambda cells, setup: Bench(zygote, cells, limits, setup)
        )

    def judge_as(self, content: bytes, seed: int, opened: Open) -> Verdict:
        """Judge the file's bytes, run wherever ``opened`` does. Raises ``ChecksBroken``."""
        try:
            notebook = parse(content)
            cells = code_cells(notebook, self.released.cells)
        except NotebookError as error:
            return Verdict(self._all_alike(Outcome.REFUSED, str(error)), unreadable=str(error))
        setup = "\n".join(self.released.setup)
        with opened(cells, setup) as bench:
            verdict = self._judge_cells(bench, seed)
        return replace(
            verdict,
            notes=oddities(content, notebook, self.released.setup),
            cells=tuple(bench.cells),
            cpu_seconds=bench.cpu_seconds,
            peak_bytes=bench.peak_bytes,
        )

    def _judge_cells(self, bench: Notebook, seed: int) -> Verdict:
        try:
            bench.run()
        except NotebookDied as death:
            problem = death.problem
            return Verdict(self._all_alike(problem.outcome, problem.message), died=problem.message)
        return Verdict(self._with_unrun(self.judge_answers(bench.student, seed)))

    def judge_answers(self, student: OpenSession, seed: int) -> tuple[Judged, ...]:
        """Judge functions that run already, wherever ``student`` reaches them, on the CPU."""
        return tuple(self._judged(self.run(self.specs, student, seed)))

    def judge_on_gpu(
        self,
        student: OpenSession,
        seed: int,
        device: str,
        reference: Session,
        settled: Sequence[CheckRun],
    ) -> tuple[Judged, ...]:
        """Judge what needs a GPU; ``settled`` is what became of the checks on the CPU.

        ``reference`` answers where there is one.
        """
        runs = self._suite.run(
            self.gpu_specs,
            student,
            reference,
            partial(self._seed, seed),
            gpu=torch.device(device),
            settled=settled,
        )
        return tuple(_with_points(run, self.all_shares[run.spec.name], None) for run in runs)

    def _with_unrun(self, judged: Sequence[Judged]) -> tuple[Judged, ...]:
        """Add the checks that need a GPU, which are worth nothing without one."""
        runs = [CheckRun(spec, Outcome.SKIPPED, NO_GPU) for spec in self.gpu_specs]
        unrun = [_with_points(run, Fraction(0), None) for run in runs]
        return tuple(sorted((*judged, *unrun), key=lambda one: self._order(one.run)))

    def run(
        self,
        specs: Sequence[CheckSpec],
        student: OpenSession,
        seed: int,
        *,
        to_failure: bool = False,
    ) -> list[CheckRun]:
        """Run these checks and no others; ``to_failure`` ends with the first that fails."""
        seeds = partial(self._seed, seed)
        return self._suite.run(specs, student, self._reference, seeds, to_failure=to_failure)

    def _seed(self, seed: int, spec: CheckSpec) -> int:
        if spec.visible:
            return public_seed(self.assignment.slug, spec.name)
        return check_seed(seed, spec.name)

    def _judged(self, runs: Sequence[CheckRun]) -> list[Judged]:
        ordered = sorted(runs, key=self._order)
        groups = groupby(ordered, lambda run: run.spec.task)
        explained = diagnose({task: list(group) for task, group in groups}, self._suspects)
        return [
            _with_points(run, self.shares[run.spec.name], explained.get(run.spec.task))
            for run in ordered
        ]

    def _order(self, run: CheckRun) -> tuple[int, int]:
        tasks = [task.name for task in self.assignment.tasks]
        return tasks.index(run.spec.task), self._declared.index(run.spec)

    def _all_alike(self, outcome: Outcome, message: str) -> tuple[Judged, ...]:
        alike = self._judged([CheckRun(spec, outcome, message) for spec in self.specs])
        return self._with_unrun(alike)


def _with_points(run: CheckRun, most: Fraction, explained: Misconception | None) -> Judged:
    passed = run.outcome is Outcome.PASSED
    known = explained if run.outcome in WRONG else None
    return Judged(run, most if passed else Fraction(0), most, known)
