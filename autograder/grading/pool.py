"""Grade many submissions at once: trusted worker processes, each with a zygote of its own."""

from __future__ import annotations

import atexit
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
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
        except (KeyboardInterrupt, GeneratorExit):
            for process in multiprocessing.active_children():
                process.kill()
            raise
        finally:
            executor.shutdown(cancel_futures=True)


_grader: Grader


def _start(course: Path, layers: tuple[str, ...]) -> None:
    # Only the worker processes need torch; the main one would wait a second for it.
    from autograder.grading.grader import Grader

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    global _grader
    _grader = Grader(course, layers)
    atexit.register(_grader.stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A main process that was killed cannot tell us to stop; its zygotes end with us."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)


def _grade(job: Job) -> Attempt:
    return _grader.grade(job)
