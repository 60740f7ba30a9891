"""Try everything, on all cores, through the same sandbox as students' notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.grading.pool import Worker, work_all
from autograder.verify.trial import Notebooks, Trial, Tried


def run_trials(
    course: Path,
    chosen: Sequence[Assignment],
    trials: Sequence[Trial],
    layers: tuple[str, ...],
    workers: int,
) -> Iterator[Tried]:
    """Run all trials of the chosen assignments. Raises ``PoolBroken``, ``CourseError``."""
    notebooks = {
        one.slug: Notebooks(as_text(solved(one)).encode(), as_text(starter(one)).encode())
        for one in chosen
    }
    return work_all(partial(_prover, course, layers, notebooks), trials, workers)


def _prover(
    course: Path, layers: tuple[str, ...], notebooks: Mapping[str, Notebooks]
) -> Worker[Trial, Tried]:
    # Only the worker processes need torch.
    from autograder.verify.prover import Prover

    return Prover(course, layers, notebooks)
