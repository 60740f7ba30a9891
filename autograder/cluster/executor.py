"""The grader's end of a Dask cluster: who is there, which fences all give, and a run on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import dask
import distributed
from distributed import Client, Security
from distributed.core import rpc

from autograder.cluster.run import Run
from autograder.cluster.station import Terms
from autograder.grading.job import CPU, Job
from autograder.grading.pool import PoolBroken
from autograder.grading.version import grader_version
from autograder.sandbox.isolation import LEVELS, detect
from autograder.wire.control import LAYERS
from gradebook.records import Attempt

CONNECT_SECONDS = 5.0
WORKER_SECONDS = 60.0
"""So long a run waits for a first worker, and for another where none is left."""

_CONFIG = {
    "distributed.admin.large-graph-warning-threshold": "1GiB",  # notebooks may be large
    "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s",
}


@dataclass(frozen=True)
class DaskExecutor:
    """The workers of a scheduler, for the course in a folder; ``tell`` is told who is refused."""

    course: Path
    layers: tuple[str, ...]
    client: Client
    tell: Callable[[str], None]
    device: ClassVar[str] = CPU

    def grade_all(self, jobs: Sequence[Job]) -> Generator[Attempt, None, None]:
        """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
        versions = {job.submission.slug: job.assignment_version for job in jobs}
        terms = Terms(
            self.course.resolve(), self.layers, grader_version(), tuple(sorted(versions.items()))
        )
        return Run(self.client, terms, jobs, self.tell, WORKER_SECONDS).attempts()


@contextmanager
def dask_executor(
    course: Path, level: str, address: str, tell: Callable[[str], None]
) -> Iterator[DaskExecutor]:
    """Connect to the scheduler at ``address``, and find out which fences its workers give.

    Those are the fences that each worker gives whose host gives what ``level`` insists on.

    Raises:
        PoolBroken: no scheduler answers there, or it has no worker.
    """
    with _no_log(), dask.config.set(_CONFIG), _connected(address) as client:
        _require_same_grader(client, address)
        yield DaskExecutor(course, _layers(client, level, address), client, tell)


@contextmanager
def _no_log() -> Iterator[None]:
    """What goes wrong is told by us, in one sentence."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _connected(address: str) -> Client:
    try:
        who = asyncio.run(asyncio.wait_for(_identity(address), CONNECT_SECONDS))
        if who != "Scheduler":
            raise ValueError(f"that is a {who}")
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # whatever is there may answer anything
        raise PoolBroken(
            f"no Dask scheduler answers at {address} ({_first_line(error)}); start one with "
            "`dask scheduler`, and give --scheduler the tcp://host:port that it prints"
        ) from error


async def _identity(address: str) -> object:
    """What sort of server is there. ``Client`` alone would wait for ever for some other sort."""
    arguments = Security().get_connection_args("client")
    async with rpc(address, connection_args=arguments) as server:
        return (await server.identity())["type"]


def _require_same_grader(client: Client, address: str) -> None:
    """Jobs pass through the scheduler, which must know what they are."""
    try:
        there = client.run_on_scheduler(grader_version)
    except (ImportError, AttributeError) as error:
        there = f"none ({error})"
    if there != grader_version():
        raise PoolBroken(
            f"the scheduler at {address} has the grader {there} and this is {grader_version()}; "
            "start it again from the same environment as the workers'"
        )


def _first_line(error: BaseException) -> str:
    nothing = "nothing came in time" if isinstance(error, TimeoutError) else type(error).__name__
    return (str(error).splitlines() or [nothing])[0]


def _layers(client: Client, level: str, address: str) -> tuple[str, ...]:
    """The fences that all good workers give; those of ``level`` where there is no good one."""
    if level == "none":
        return ()
    found = _fences_missing(client, address)
    good = [missing for missing in found if not any(missing[name] for name in LEVELS[level])]
    if not good:  # each is refused when it is handed work, and says why
        return LEVELS[level]
    return tuple(name for name in LAYERS if not any(missing[name] for missing in good))


def _fences_missing(client: Client, address: str) -> list[dict[str, str]]:
    """What ``detect`` finds on each worker that there is now."""
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        raise PoolBroken(
            f"the scheduler at {address} has no worker; start some with `dask worker {address}`"
        ) from None
    asked = [client.submit(detect, workers=[worker], pure=False) for worker in client.nthreads()]
    with client.as_current():
        distributed.wait(asked, timeout=WORKER_SECONDS)
    return [one.result() for one in asked if one.status == "finished"]
