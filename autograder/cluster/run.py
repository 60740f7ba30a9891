"""One run on a Dask cluster: each worker has one job at a time, and may go at any moment."""

from __future__ import annotations

import math
import queue
import time
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from distributed import CancelledError, Client, Future

from autograder.cluster import station
from autograder.cluster.station import Died, Refused, Terms
from autograder.grading.job import Job, failed_attempt
from autograder.grading.pool import TRIES, PoolBroken
from gradebook.records import Attempt

_LOOK_SECONDS = 1.0
_FETCH_SECONDS = 30.0
_LOST = (
    "the connection to the Dask scheduler was lost. What is recorded is safe; start the scheduler "
    "again and run the same command to grade the rest"
)


@dataclass(frozen=True)
class _Waiting:
    """A job, and the workers at which it was begun in vain."""

    job: Job
    tried: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Begun:
    """A job that a worker has."""

    what: _Waiting
    worker: str
    future: Future[Attempt | Refused | Died]


class Run:
    """The jobs of one run, and who has begun what.

    Dask only carries. Which worker gets which job, and what happens when it dies, is decided here,
    so that a job that ends its workers takes no other down with it.
    """

    def __init__(
        self,
        client: Client,
        terms: Terms,
        jobs: Sequence[Job],
        tell: Callable[[str], None],
        patience: float,
    ) -> None:
        """Take the jobs; ``patience`` is how many seconds to wait where no worker is left."""
        self._client = client
        self._terms = terms
        self._tell = tell
        self._patience = patience
        self._id = uuid.uuid4().hex
        self._waiting = deque(map(_Waiting, jobs))
        self._begun: dict[str, _Begun] = {}
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._present: set[str] = set()
        self._refused: dict[str, str] = {}
        self._used: set[str] = set()
        self._looked = -math.inf
        self._last_useful = time.monotonic()

    def attempts(self) -> Generator[Attempt, None, None]:
        """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
        try:
            while self._waiting or self._begun:
                yield from self._look_around()
                self._hand_out()
                yield from self._hear()
        except (OSError, CancelledError) as error:
            raise PoolBroken(_LOST) from error
        finally:
            self._leave()

    def _look_around(self) -> Iterator[Attempt]:
        """Once a second: who has come, and who has gone?"""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self._present = set(self._client.nthreads())
        self._refused = {w: why for w, why in self._refused.items() if w in self._present}
        for begun in [one for one in self._begun.values() if one.worker not in self._present]:
            begun.future.cancel()
            yield from self._again(begun, _failed(begun, "the worker that graded it died"))
        if self._present - self._refused.keys():
            self._last_useful = now
        self._require_somebody(now - self._last_useful)

    def _require_somebody(self, seconds_without: float) -> None:
        if self._refused and seconds_without and not self._used:
            raise PoolBroken("no worker of this cluster may grade, for what is said above")
        if seconds_without > self._patience:
            raise PoolBroken(
                "no worker is left. What is recorded is safe; start some and run the same command "
                "again to grade the rest"
            )

    def _hand_out(self) -> None:
        busy = {begun.worker for begun in self._begun.values()}
        useful = self._present - self._refused.keys()
        for worker in sorted(useful - busy):
            # One machine that is broken shall not fail everybody, only because it fails fast.
            fresh = (w for w in self._waiting if worker not in w.tried or useful <= {*w.tried})
            if (chosen := next(fresh, None)) is not None:
                self._waiting.remove(chosen)
                self._begin(worker, chosen)

    def _begin(self, worker: str, what: _Waiting) -> None:
        future = self._client.submit(
            station.grade, self._terms, self._id, what.job, workers=[worker], pure=False
        )
        key: str = future.key
        self._begun[key] = _Begun(what, worker, future)
        future.add_done_callback(lambda _: self._ended.put(key))

    def _hear(self) -> Iterator[Attempt]:
        """Wait a moment for a job to end."""
        try:
            begun = self._begun.get(self._ended.get(timeout=_LOOK_SECONDS))
        except queue.Empty:
            return
        if begun is not None:  # else it was given up
            yield from self._finish(begun)

    def _finish(self, begun: _Begun) -> Iterator[Attempt]:
        result = _result(begun)
        if isinstance(result, Attempt) and result.fingerprint != begun.what.job.fingerprint:
            result = Refused("what it graded with is no longer what it was asked for; restart it")
        if isinstance(result, Refused):
            self._refuse(begun, result.reason)
        elif isinstance(result, Died):
            yield from self._again(begun, _failed(begun, result.reason))
        elif result.status == "grader_error":
            yield from self._again(begun, result)
        else:
            self._end(begun)
            yield result

    def _end(self, begun: _Begun) -> None:
        del self._begun[begun.future.key]
        self._used.add(begun.worker)

    def _refuse(self, begun: _Begun, reason: str) -> None:
        """Somebody else does what this worker must not do; that was no try."""
        del self._begun[begun.future.key]
        self._waiting.appendleft(begun.what)
        self._refused[begun.worker] = reason
        self._tell(f"the worker {begun.worker} is left out: {reason}")

    def _again(self, begun: _Begun, failed: Attempt) -> Iterator[Attempt]:
        """It is begun again, after all others and elsewhere; or ends so, after ``TRIES``."""
        self._end(begun)
        tried = (*begun.what.tried, begun.worker)
        if len(tried) < TRIES:
            self._waiting.append(_Waiting(begun.what.job, tried))
        else:
            yield failed

    def _leave(self) -> None:
        """Nothing is left in the cluster, whether this came to its end or was stopped."""
        everybody = self._used | {begun.worker for begun in self._begun.values()}
        with suppress(OSError, CancelledError):
            self._client.cancel([begun.future for begun in self._begun.values()])
            there = sorted(everybody & self._client.nthreads().keys())
            self._client.run(station.leave, self._id, workers=there, on_error="ignore")


def _failed(begun: _Begun, reason: str) -> Attempt:
    error = PoolBroken(f"{reason}, after {TRIES} tries; run the same command again")
    return failed_attempt(begun.what.job, error)


def _result(begun: _Begun) -> Attempt | Refused | Died:
    try:
        result: Attempt | Refused | Died = begun.future.result(timeout=_FETCH_SECONDS)
    except (ImportError, AttributeError) as error:  # it has no such module or function
        return Refused(f"it has another version of this package, or none ({error})")
    except CancelledError:  # with the connection to the scheduler
        raise
    except Exception as error:  # Dask gave it up, or the result was gone before we had it
        return Died(f"it could not be graded ({type(error).__name__}: {error})")
    return result
