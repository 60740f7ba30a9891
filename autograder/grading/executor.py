"""Where submissions are graded: by processes of this machine, or by those of many."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.grading.gpu_share import GpuShare
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.pool import grade_all
from gradebook.records import Attempt


class Executor(Protocol):
    """Grades jobs somewhere. ``layers`` are the fences that it puts up everywhere.

    ``device`` is what jobs may be for: ``job.CPU`` or ``job.CPU_AND_GPU``.
    """

    @property
    def layers(self) -> tuple[str, ...]:
        """What every job must be graded behind."""
        ...

    @property
    def device(self) -> str:
        """On which devices jobs can be graded."""
        ...

    def grade_all(self, jobs: Sequence[Job]) -> Generator[Attempt, None, None]:
        """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``.

        Close it where no more is wanted: that stops what is going on.
        """
        ...


@dataclass(frozen=True)
class LocalExecutor:
    """So many processes of this machine, for the course in a folder, and its GPUs if any."""

    course: Path
    layers: tuple[str, ...]
    workers: int
    gpus: GpuShare | None = None

    @property
    def device(self) -> str:
        """The CPU, and a GPU where there is one."""
        return CPU_AND_GPU if self.gpus else CPU

    def grade_all(self, jobs: Sequence[Job]) -> Generator[Attempt, None, None]:
        """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
        yield from grade_all(self.course, jobs, self.layers, self.workers, self.gpus)
