"""A submission to be graded, and the attempt that comes of it. Imports no torch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from autograder.grading.submission import Submission
from autograder.grading.version import grader_version
from gradebook.counting import Verdict
from gradebook.records import Attempt, AttemptStatus, CellResult, CheckResult

CPU, CPU_AND_GPU = "cpu", "cpu+cuda"


@dataclass(frozen=True)
class Job:
    """One submission to be graded, under which seed, behind which fences and on which devices.

    Where ``device`` is the CPU and a GPU, ``earlier`` may hold what the CPU part came to before.
    """

    submission: Submission
    max_score: float
    assignment_version: str
    seed: int
    layers: tuple[str, ...]
    device: str = CPU
    earlier: Attempt | None = None

    @property
    def fingerprint(self) -> str:
        """The same for two runs that cannot end differently."""
        return self.fingerprint_on(self.device)

    def is_of(self, verdict: Verdict) -> bool:
        """Whether that is a verdict on this notebook as it was handed in at this moment."""
        theirs = verdict.notebook_sha256, verdict.submitted_at
        return theirs == (self.submission.sha256, self.submission.submitted_at)

    def fingerprint_on(self, device: str) -> str:
        """What it would be on other devices."""
        parts = (
            self.submission.sha256,
            self.assignment_version,
            grader_version(),
            str(self.seed),
            device,
            ",".join(self.layers),
            str(self.submission.submitted_at),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def unreadable_attempt(job: Job) -> Attempt:
    """The attempt for a submission whose file cannot be taken: a person must look."""
    return attempt(job, "needs_review", None, [job.submission.trouble, job.submission.note])


def failed_attempt(job: Job, error: BaseException) -> Attempt:
    """The attempt for a fault of ours: it earns no zero and replaces no grade."""
    return attempt(job, "grader_error", None, [f"{type(error).__name__}: {error}"])


def attempt(
    job: Job,
    status: AttemptStatus,
    score: float | None,
    notes: list[str],
    checks: tuple[CheckResult, ...] = (),
    cells: tuple[CellResult, ...] = (),
    cost: tuple[float, float, int] = (0.0, 0.0, 0),
) -> Attempt:
    """An attempt at ``job``; ``cost`` is wall seconds, CPU seconds and peak bytes."""
    return Attempt(
        student_id=job.submission.student,
        slug=job.submission.slug,
        fingerprint=job.fingerprint,
        status=status,
        score=score,
        max_score=job.max_score,
        note=" ".join(note for note in notes if note),
        notebook_sha256=job.submission.sha256,
        assignment_version=job.assignment_version,
        grader_version=grader_version(),
        seed=job.seed,
        device=CPU,
        isolation=job.layers,
        submitted_at=job.submission.submitted_at,
        graded_at=datetime.now(UTC),
        wall_seconds=cost[0],
        cpu_seconds=cost[1],
        peak_bytes=cost[2],
        checks=checks,
        cells=cells,
    )
