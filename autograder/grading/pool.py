"""Much work at once: trusted worker processes, each with a zygote of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from autograder.grading.gpu_share import GpuShare
from autograder.grading.imported import ImportedGrader
from autograder.grading.job import Job, failed_attempt
from autograder.grading.member import Leash, Member, MemberDied, Worker
from autograder.grading.preloads import preloads_for
from autograder.wire.control import PRELOADS
from gradebook.records import Attempt

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

TRIES = 3
"""So often an item is begun whose process dies; the machine may have been short of memory."""
_STOP_SECONDS = 1.0


class PoolBroken(Exception):
    """Worker processes cannot be had; what was recorded stays, and a rerun does the rest."""


def grade_all(
    course: Path,
    jobs: Sequence[Job],
    layers: tuple[str, ...],
    workers: int,
    gpus: GpuShare | None = None,
) -> Iterator[Attempt]:
    """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
    make = partial(
        new_grader, course, layers, gpus, preloads_for(course, [job.submission for job in jobs])
    )
    return work_all(make, jobs, workers, _lost_attempt)


def new_grader(
    course: Path,
    layers: tuple[str, ...],
    gpus: GpuShare | None = None,
    preloads: Sequence[str] = PRELOADS,
) -> Worker[Job, Attempt]:
    """Make what a grading process keeps; called in there."""
    return ImportedGrader(course, layers, gpus, preloads)


def _lost_attempt(job: Job, error: PoolBroken) -> Attempt:
    return failed_attempt(job, error)


def give_up(_: object, error: PoolBroken) -> Any:
    """What to do with a lost item where nothing else will do: raise ``PoolBroken``."""
    raise error


def work_all(
    make: Callable[[], Worker[_Item, _Result]],
    items: Sequence[_Item],
    workers: int,
    lost: Callable[[_Item, PoolBroken], _Result] = give_up,
) -> Iterator[_Result]:
    """Do all items, in the order in which they finish; ``make`` makes each process's worker.

    An item whose process dies is begun again in a new one. Where that happens ``TRIES`` times,
    ``lost`` says what becomes of it.

    Raises:
        PoolBroken: no process can be started.
    """
    pool = _Pool(make, items, lost)
    try:
        yield from pool.results(max(1, min(workers, len(items))))
    except BaseException:  # Ctrl-C, or nobody wants any more
        pool.stop()
        raise
    pool.end()


class _Pool(Generic[_Item, _Result]):
    """The members, and which of them has begun what."""

    def __init__(
        self,
        make: Callable[[], Worker[_Item, _Result]],
        items: Sequence[_Item],
        lost: Callable[[_Item, PoolBroken], _Result],
    ) -> None:
        self._make = make
        self._lost = lost
        self._waiting = deque((item, 1) for item in items)
        self._leash = Leash()
        self._begun: dict[Member, tuple[_Item, int]] = {}
        self._idle: list[Member] = []

    def results(self, workers: int) -> Iterator[_Result]:
        """Keep so many members busy until nothing is left."""
        while self._waiting or self._begun:
            while self._waiting and len(self._begun) < workers:
                yield from self._begin(*self._waiting.popleft())
            ready = wait([member.line for member in self._begun])
            for member in [one for one in self._begun if one.line in ready]:
                yield from self._finish(member)

    def _begin(self, item: _Item, attempt: int) -> Iterator[_Result]:
        member = self._idle.pop() if self._idle else self._new_member()
        self._begun[member] = item, attempt
        try:
            member.begin(item)
        except MemberDied:
            yield from self._bury(member)

    def _finish(self, member: Member) -> Iterator[_Result]:
        try:
            result = member.result()
        except MemberDied:
            yield from self._bury(member)
        else:
            del self._begun[member]
            self._idle.append(member)
            yield result

    def _bury(self, member: Member) -> Iterator[_Result]:
        """What it had begun is begun again, after all others: memory may be free by then."""
        item, attempt = self._begun.pop(member)
        member.end(_STOP_SECONDS)
        if attempt < TRIES:
            self._waiting.append((item, attempt + 1))
        else:
            text = f"the grading process died over this {TRIES} times (out of memory?)"
            yield self._lost(item, PoolBroken(f"{text}; run the same command again"))

    def _new_member(self) -> Member:
        try:
            return Member(self._make, self._leash)
        except OSError as error:
            raise PoolBroken(
                f"no more processes can be started ({error.strerror}). What is recorded is safe; "
                "run the same command again, with fewer --jobs, to grade the rest"
            ) from error

    def end(self) -> None:
        """There is no more work."""
        for member in self._idle:
            member.line.close()
        for member in self._idle:
            member.end()
        self._leash.let_go()

    def stop(self) -> None:
        """End all that is going on, at once."""
        self._leash.let_go()
        deadline = time.monotonic() + _STOP_SECONDS
        for member in (*self._begun, *self._idle):
            member.end(max(0.0, deadline - time.monotonic()))
