"""Grade what was handed in into a gradebook: what is unchanged is not run again."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.assignment import Assignment
from autograder.grading.allowed import Refusals
from autograder.grading.executor import Executor
from autograder.grading.gpu_share import GpuShare
from autograder.grading.imported import grader_class
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.preloads import preloads_for
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from autograder.seeds import submission_seed
from gradebook import records

if TYPE_CHECKING:
    from gradebook.store import Gradebook


@dataclass(frozen=True)
class Plan:
    """What a run has to do: the jobs, and how many submissions are as they were.

    ``refused`` are attempts to record that are not run: one too many on a day.
    """

    jobs: tuple[Job, ...]
    unchanged: int
    refused: tuple[records.Attempt, ...] = ()


def plan(
    gradebook: Gradebook,
    submissions: Sequence[Submission],
    course: dict[str, Assignment],
    layers: tuple[str, ...],
    device: str = CPU,
) -> Plan:
    """Record the assignments as they are now, and tell what has to be run."""
    record_assignments(gradebook, {submission.slug for submission in submissions}, course)
    return planned(gradebook, submissions, course, layers, device)


def record_assignments(
    gradebook: Gradebook, slugs: set[str], course: dict[str, Assignment]
) -> None:
    """Record these assignments, and those that the gradebook has, as they are now."""
    recorded = {assignment.slug for assignment in gradebook.assignments()} & course.keys()
    for slug in sorted(recorded | slugs):
        gradebook.put_assignment(recorded_as(course[slug]))


def planned(
    gradebook: Gradebook,
    submissions: Sequence[Submission],
    course: dict[str, Assignment],
    layers: tuple[str, ...],
    device: str = CPU,
) -> Plan:
    """Tell what has to be run, and record nothing.

    What was judged on a GPU too need not be run without one. What was judged without one, and is
    to be with one, goes on from there.
    """
    secret = gradebook.course_secret()
    jobs = [_job(one, course[one.slug], secret, layers, device) for one in submissions]
    settled = gradebook.settled()
    changed = []
    for job in jobs:
        done = settled.get(_key(job), set())
        if not {job.fingerprint, job.fingerprint_on(CPU_AND_GPU)} & done:
            begun = job.device != CPU and job.fingerprint_on(CPU) in done
            changed.append(_begun(gradebook, job) if begun else job)
    refusals = Refusals(gradebook, course)
    todo = refusals.allowed(changed)
    return Plan(todo, len(jobs) - len(changed) + refusals.known, tuple(refusals.fresh))


def _begun(gradebook: Gradebook, job: Job) -> Job:
    attempts = gradebook.attempts(*_key(job))
    same = [one for one in attempts if one.fingerprint == job.fingerprint_on(CPU)]
    return replace(job, earlier=same[-1])


def execute(
    todo: Plan, gradebook: Gradebook, executor: Executor
) -> Generator[records.Attempt, None, None]:
    """Run the jobs and record each attempt as it comes, refusals first. Raises ``PoolBroken``.

    Close it where no more is wanted: that stops what is going on.
    """
    for refused in todo.refused:
        gradebook.record(refused)
    if not todo.jobs:
        return
    with closing(executor.grade_all(todo.jobs)) as attempts:
        for attempt in attempts:
            gradebook.record(attempt)
            yield attempt


def zygote_for(
    course: Path, submission: Submission, layers: tuple[str, ...] | None = None
) -> Zygote:
    """A zygote that warms up for one notebook. Raises ``CourseError``."""
    return Zygote(layers, preloads_for(course, [submission]))


def trial(
    submission: Submission,
    assignment: Assignment,
    course: Path,
    zygote: Zygote,
    gpus: GpuShare | None = None,
) -> records.Attempt:
    """Grade one notebook here and now, for nobody in particular, and record nothing."""
    device = CPU_AND_GPU if gpus else CPU
    job = _job(submission, assignment, "trial", zygote.layers, device)
    return run_here(job, course, zygote, gpus)


def run_here(
    job: Job, course: Path, zygote: Zygote, gpus: GpuShare | None = None
) -> records.Attempt:
    """Grade one notebook in this process, since it is not worth a pool, and record nothing."""
    grader = grader_class()(course, job.layers, zygote, gpus, zygote.preloads)
    try:
        return grader.work(job)
    finally:
        grader.stop()


def _job(
    submission: Submission,
    assignment: Assignment,
    secret: str,
    layers: tuple[str, ...],
    device: str,
) -> Job:
    return Job(
        submission=submission,
        max_score=assignment.max_score,
        assignment_version=assignment.version,
        seed=submission_seed(secret, submission.student, submission.slug),
        layers=layers,
        device=device if assignment.uses_gpu else CPU,
    )


def _key(job: Job) -> tuple[str, str]:
    return job.submission.student, job.submission.slug


def recorded_as(assignment: Assignment) -> records.Assignment:
    """The assignment in the gradebook's words."""
    return records.Assignment(
        slug=assignment.slug,
        title=assignment.title,
        version=assignment.version,
        max_score=assignment.max_score,
        due=assignment.due,
        tasks=tuple(records.Task(t.name, t.points, t.bonus) for t in assignment.tasks),
        policy=assignment.policy,
    )
