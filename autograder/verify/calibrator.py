"""Measures in one trusted process how much of its tolerance each answer of a variant uses up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch

from autograder.checks.declare import CheckSpec
from autograder.checks.margin import Margin, measured
from autograder.grading.judge import Judge
from autograder.outcome import Outcome
from autograder.sandbox.student import StudentSession
from autograder.verify.margins import Measured, Measurement, Reach
from autograder.verify.prover import Prover, seconds, seed_of
from autograder.verify.stage import Copy
from autograder.verify.trial import Notebooks


class Calibrator:
    """Keeps a prover, and a judge for each number of threads. Stop it at the end."""

    def __init__(
        self, course: Path, layers: tuple[str, ...], notebooks: Mapping[str, Notebooks]
    ) -> None:
        self._prover = Prover(course, layers, notebooks)
        self._judges: dict[tuple[str, int], Judge] = {}

    def stop(self) -> None:
        """End what was started."""
        self._prover.stop()

    def work(self, wanted: Measurement) -> Measured:
        """Measure a variant. Never raises: what cannot be measured has no reaches."""
        torch.set_num_threads(wanted.threads)  # ours: what is expected is added up by so many
        try:
            return Measured(wanted, tuple(self._reaches(wanted)))
        except Exception:
            self._prover.leave_stage()
            return Measured(wanted, ())
        finally:
            torch.set_num_threads(1)

    def _reaches(self, wanted: Measurement) -> Iterator[Reach]:
        variant = wanted.variant
        judge = self._judge(variant.slug, wanted.threads)
        seen: dict[str, list[Margin]] = {}
        stage = self._prover.ready_stage(judge)
        with stage.variant(variant.code, seconds(judge, variant)) as copy, measured() as margins:
            runs = judge.run(
                judge.specs,
                lambda spec, _: _noting(copy, spec, margins, seen),
                seed_of(variant.slug, wanted.seed),
            )
        for run in runs:
            if run.outcome in (Outcome.PASSED, Outcome.FAILED) and seen.get(run.spec.name):
                worst = max(seen[run.spec.name], key=lambda margin: margin.share)
                passed = run.outcome is Outcome.PASSED
                yield Reach(run.spec.name, passed, worst.dtype, worst.rtol, worst.share)

    def _judge(self, slug: str, threads: int) -> Judge:
        """A judge of its own for each number of threads: its reference remembers answers."""
        key = slug, threads
        if key not in self._judges:
            self._judges[key] = Judge(self._prover.grader.judge(slug).assignment)
        return self._judges[key]


@contextmanager
def _noting(
    copy: Copy, spec: CheckSpec, margins: list[Margin], seen: dict[str, list[Margin]]
) -> Iterator[StudentSession]:
    """A check's session; what is measured until it ends is the check's."""
    start = len(margins)
    with copy.student(spec) as session:
        yield session
    seen[spec.name] = margins[start:]
