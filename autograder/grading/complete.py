"""Complete an attempt on a GPU: what was judged on the CPU stays, and is not run again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from autograder.checks.verdict import CheckRun
from autograder.grading.attempt import DIGITS, check_result
from autograder.grading.bench import Bench
from autograder.grading.gpu_share import NO_ROOM
from autograder.grading.job import Job
from autograder.grading.judge import Judge, Judged
from autograder.grading.notebook import code_cells, parse
from autograder.grading.run_notebook import failures
from autograder.outcome import Outcome
from autograder.sandbox.gpu import Gpu, has_room
from autograder.sandbox.session import Session
from autograder.sandbox.zygote import SandboxError, Zygote
from gradebook.records import Attempt, CheckResult

_RAISED = (Outcome.OUT_OF_MEMORY, Outcome.ERRORED, Outcome.MISSING)


def completed(
    attempt: Attempt, job: Job, judge: Judge, reference: Session, zygote: Zygote, gpu: Gpu
) -> Attempt:
    """The attempt with the checks judged that need a GPU, and its points shared among all.

    Raises:
        SandboxError, ChecksBroken: as judging on the CPU does; also where others hold memory of the
            GPU that the notebook may have been in want of.
    """
    started = time.monotonic()
    cells = code_cells(parse(job.submission.content), judge.released.cells)
    setup = "\n".join(judge.released.setup)
    with Bench(zygote, cells, judge.assignment.limits, setup, gpu) as bench:
        settled = _settled(attempt, judge)
        judged = judge.judge_on_gpu(bench.student, job.seed, gpu.device, reference, settled)
    # A lack of memory has many names, and a cell that wanted some may leave a function undefined.
    raised = any(one.run.outcome in _RAISED for one in judged) or failures(bench.cells)
    if raised and not has_room(gpu, judge.assignment.limits):
        raise SandboxError(NO_ROOM.format(gpu.name))
    checks = _all_checks(attempt, judged, judge)
    broken = [one.run for one in judged if one.run.outcome is Outcome.GRADER_ERROR]
    faults = [f"{run.spec.name}: {run.message}" for run in broken[:1]]
    return replace(
        attempt,
        fingerprint=job.fingerprint,
        status="grader_error" if faults else attempt.status,
        score=None if faults else _score(checks, judge),
        note=" ".join(filter(None, (attempt.note, *faults))),
        device=job.device,
        graded_at=datetime.now(UTC),
        wall_seconds=attempt.wall_seconds + time.monotonic() - started,
        cpu_seconds=attempt.cpu_seconds + bench.cpu_seconds,
        peak_bytes=max(attempt.peak_bytes, bench.peak_bytes),
        checks=checks,
    )


def _score(checks: Sequence[CheckResult], judge: Judge) -> float:
    """Exactly what passed is worth; what was rounded check by check does not add up to it."""
    passed = (judge.all_shares[one.check] for one in checks if one.outcome == Outcome.PASSED)
    return round(float(sum(passed)), DIGITS)


def _settled(attempt: Attempt, judge: Judge) -> list[CheckRun]:
    outcomes = {check.check: Outcome(check.outcome) for check in attempt.checks}
    return [CheckRun(spec, outcomes[spec.name]) for spec in judge.specs]


def _all_checks(
    attempt: Attempt, judged: Sequence[Judged], judge: Judge
) -> tuple[CheckResult, ...]:
    """Those of the attempt, each with what it is worth beside the others, in the same order."""
    new = {one.run.spec.name: check_result(one) for one in judged}
    return tuple(new.get(one.check) or _worth(one, judge) for one in attempt.checks)


def _worth(check: CheckResult, judge: Judge) -> CheckResult:
    points = round(float(judge.all_shares[check.check]), DIGITS)
    passed = check.outcome == Outcome.PASSED
    return replace(check, points=points if passed else 0.0, max_points=points)
