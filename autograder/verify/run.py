"""Try everything, on all cores, through the same sandbox as students' notebooks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.grading.gpu_share import GpuShare
from autograder.grading.member import Worker
from autograder.grading.pool import work_all
from autograder.verify.margins import Measured, Measurement
from autograder.verify.trial import Notebooks, Trial, Tried


def run_trials(
    course: Path,
    chosen: Sequence[Assignment],
    trials: Sequence[Trial],
    layers: tuple[str, ...],
    workers: int,
    gpus: GpuShare | None = None,
) -> Iterator[Tried]:
    """Run all trials of the chosen assignments. Raises ``PoolBroken``, ``CourseError``."""
    return work_all(partial(_prover, course, layers, _notebooks(chosen), gpus), trials, workers)


def by_assignment(
    trials: Sequence[Trial], stream: Iterable[Tried]
) -> Iterator[tuple[str, list[Tried]]]:
    """The slug of each assignment and all of its results, as soon as these are complete."""
    left = Counter(trial.variant.slug for trial in trials)
    come: dict[str, list[Tried]] = defaultdict(list)
    for one in stream:
        slug = one.trial.variant.slug
        come[slug].append(one)
        left[slug] -= 1
        if not left[slug]:
            yield slug, come.pop(slug)


def run_measurements(
    course: Path,
    chosen: Sequence[Assignment],
    wanted: Sequence[Measurement],
    layers: tuple[str, ...],
    workers: int,
) -> Iterator[Measured]:
    """Measure the chosen assignments' variants. Raises ``PoolBroken``, ``CourseError``."""
    return work_all(partial(_calibrator, course, layers, _notebooks(chosen)), wanted, workers)


def _notebooks(chosen: Sequence[Assignment]) -> dict[str, Notebooks]:
    return {
        one.slug: Notebooks(as_text(solved(one)).encode(), as_text(starter(one)).encode())
        for one in chosen
    }


def _prover(
    course: Path,
    layers: tuple[str, ...],
    notebooks: Mapping[str, Notebooks],
    gpus: GpuShare | None,
) -> Worker[Trial, Tried]:
    # Only the worker processes need torch.
    from autograder.verify.prover import Prover

    return Prover(course, layers, notebooks, gpus)


def _calibrator(
    course: Path, layers: tuple[str, ...], notebooks: Mapping[str, Notebooks]
) -> Worker[Measurement, Measured]:
    from autograder.verify.calibrator import Calibrator

    return Calibrator(course, layers, notebooks)
