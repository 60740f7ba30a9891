"""One graded notebook, run again under the seed of then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.grading.gpu_share import GpuShare
from autograder.grading.grade import run_here, zygote_for
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.submission import Submission
from gradebook.column_types import storable
from gradebook.records import Attempt, CheckResult

_CAUSES = ("assignment_version", "grader_version", "device", "isolation")
_RESULTS = ("status", "score", "max_score")
_NEVER_ALIKE = ("seconds",)


def run_again(
    submission: Submission,
    assignment: Assignment,
    seed: int,
    course: Path,
    layers: tuple[str, ...],
    gpus: GpuShare | None = None,
) -> Attempt:
    """Grade the notebook here and now; nothing is recorded."""
    device = CPU_AND_GPU if gpus else CPU
    job = Job(submission, assignment.max_score, assignment.version, seed, layers, device)
    with zygote_for(course, submission, layers) as zygote:
        return run_here(job, course, zygote, gpus)


def differences(recorded: Attempt, again: Attempt) -> list[str]:
    """A line for each thing that is not as it was, none if the result is the same.

    Other versions alone are no other result; they are told where they may explain one.
    """
    if again.status == "grader_error":
        return [f"the grader failed: {again.note}"]
    found = [*_between(recorded, again, _RESULTS), *_of_checks(recorded, again)]
    return [*found, *_between(recorded, again, _CAUSES)] if found else []


def _between(recorded: Attempt, again: Attempt, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        before, now = getattr(recorded, name), getattr(again, name)
        if before != now:
            yield f"{name.replace('_', ' ')}: {before} then, {now} now"


def _of_checks(recorded: Attempt, again: Attempt) -> Iterator[str]:
    old = {(check.task, check.check): check for check in recorded.checks}
    new = {(check.task, check.check): check for check in again.checks}
    for key in dict.fromkeys((*old, *new)):
        for name in _differing(old.get(key), new.get(key)):
            yield f"{key[1]}: {name}"


def _as_recorded(value: object) -> object:
    """What a gradebook would give back, in a form that is equal to itself: NaN is not."""
    if isinstance(value, tuple):
        return json.dumps(value)
    return storable(value) if isinstance(value, str) else value


def _differing(before: CheckResult | None, now: CheckResult | None) -> Iterator[str]:
    if before is None or now is None:
        yield "was not there then" if before is None else "is no longer there"
        return
    for name in (field.name for field in fields(CheckResult) if field.name not in _NEVER_ALIKE):
        old, new = getattr(before, name), getattr(now, name)
        if _as_recorded(old) != _as_recorded(new):
            long = name in ("transcript", "traceback", "mismatches", "description")
            yield f"another {name}" if long else f"{name} {old!s} then, {new!s} now"
