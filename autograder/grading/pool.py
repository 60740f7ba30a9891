"""Much work at once: trusted worker processes, each with a zygote of its own."""

from __future__ import annotations

import atexit
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from autograder.grading.job import Job
from gradebook.records import Attempt

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Given = TypeVar("_Given", contravariant=True)
_Made = TypeVar("_Made", covariant=True)


class PoolBroken(Exception):
    """A worker process died; what was recorded stays, and a rerun does the rest."""


class Worker(Protocol[_Given, _Made]):
    """What each process of the pool keeps: it does one item after the other."""

    def work(self, item: _Given, /) -> _Made:
        """Do one item."""
        ...

    def stop(self) -> None:
        """End what was started."""
        ...


def grade_all(
    course: Path, jobs: Sequence[Job], layers: tuple[str, ...], workers: int
) -> Iterator[Attempt]:
    """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
    return work_all(partial(_grader, course, layers), jobs, workers)


def _grader(course: Path, layers: tuple[str, ...]) -> Worker[Job, Attempt]:
    # Only the worker processes need torch; the main one would wait a second for it.
    from autograder.grading.grader import Grader

    return Grader(course, layers)


def work_all(
    make: Callable[[], Worker[_Item, _Result]], items: Sequence[_Item], workers: int
) -> Iterator[_Result]:
    """Do all items, in the order in which they finish; ``make`` makes each process's worker.

    Raises:
        PoolBroken: a worker process of ours died.
    """
    executor = ProcessPoolExecutor(
        max(1, min(workers, len(items))),
        multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(make,),
    )
    with executor:
        futures = [executor.submit(_work, item) for item in items]
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


_worker: Worker[Any, Any]


def _start(make: Callable[[], Worker[Any, Any]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    global _worker
    _worker = make()
    atexit.register(_worker.stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A main process that was killed cannot tell us to stop; its zygotes end with us."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)


def _work(item: Any) -> Any:
    return _worker.work(item)
