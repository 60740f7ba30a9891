"""Grade many submissions at once: trusted worker processes, each with a zygote of its own."""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.job import Job
from gradebook.records import Attempt

if TYPE_CHECKING:
    from autograder.grading.grader import Grader


class PoolBroken(Exception):
    """A grading process died; what was recorded stays, and a rerun does the rest."""


def grade_all(
    course: Path, jobs: Sequence[Job], layers: tuple[str, ...], workers: int
) -> Iterator[Attempt]:
    """Grade all jobs, in the order in which they finish.

    Raises:
        PoolBroken: a worker process of ours died.
    """
    executor = ProcessPoolExecutor(
        max(1, min(workers, len(jobs))),
        multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(course, layers),
    )
    with executor:
        futures = [executor.submit(_grade, job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            raise PoolBroken(
                "a grading process died (out of memory?). What is recorded is safe; "
                "run the same command again to grade the rest"
            ) from None
        finally:
            executor.shutdown(cancel_futures=True)


_grader: Grader


def _start(course: Path, layers: tuple[str, ...]) -> None:
    # Only the worker processes need torch; the main one would wait a second for it.
    from autograder.grading.grader import Grader

    global _grader
    _grader = Grader(course, layers)
    atexit.register(_grader.stop)


def _grade(job: Job) -> Attempt:
    return _grader.grade(job)
