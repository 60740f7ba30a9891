"""Grade what was handed in into a gradebook: what is unchanged is not run again."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.grading.executor import Executor
from autograder.grading.job import Job
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from autograder.seeds import submission_seed
from autograder.wire.control import PRELOADS
from gradebook import records
from gradebook.store import Gradebook


@dataclass(frozen=True)
class Plan:
    """What a run has to do: the jobs, and how many submissions are as they were."""

    jobs: tuple[Job, ...]
    unchanged: int


def plan(
    gradebook: Gradebook,
    submissions: Sequence[Submission],
    course: dict[str, Assignment],
    layers: tuple[str, ...],
) -> Plan:
    """Record the assignments, and tell what has to be run."""
    for slug in sorted({submission.slug for submission in submissions}):
        gradebook.put_assignment(_record(course[slug]))
    secret = gradebook.course_secret()
    jobs = [_job(submission, course[submission.slug], secret, layers) for submission in submissions]
    graded = gradebook.latest_fingerprints()
    todo = tuple(job for job in jobs if graded.get(_key(job)) != job.fingerprint)
    return Plan(todo, len(jobs) - len(todo))


def execute(
    todo: Plan, gradebook: Gradebook, executor: Executor
) -> Generator[records.Attempt, None, None]:
    """Run the jobs and record each attempt as it comes. Raises ``PoolBroken``.

    Close it where no more is wanted: that stops what is going on.
    """
    if not todo.jobs:
        return
    with closing(executor.grade_all(todo.jobs)) as attempts:
        for attempt in attempts:
            gradebook.record(attempt)
            yield attempt


def trial(
    content: bytes, assignment: Assignment, course: Path, layers: tuple[str, ...]
) -> records.Attempt:
    """Grade one notebook here and now, for nobody in particular, and record nothing."""
    mentioned = content + assignment.checks.read_bytes()
    preloads = [name for name in PRELOADS if name.encode() in mentioned]
    with Zygote(layers, preloads) as zygote:
        # In this process, since one notebook is not worth a pool; torch only now, while the
        # zygote imports it too.
        from autograder.grading.grader import Grader

        submission = Submission("somebody", assignment.slug, content)
        grader = Grader(course, layers, zygote)
        try:
            return grader.work(_job(submission, assignment, "trial", layers))
        finally:
            grader.stop()


def _job(
    submission: Submission, assignment: Assignment, secret: str, layers: tuple[str, ...]
) -> Job:
    return Job(
        submission=submission,
        max_score=assignment.max_score,
        assignment_version=assignment.version,
        seed=submission_seed(secret, submission.student, submission.slug),
        layers=layers,
    )


def _key(job: Job) -> tuple[str, str]:
    return job.submission.student, job.submission.slug


def _record(assignment: Assignment) -> records.Assignment:
    return records.Assignment(
        slug=assignment.slug,
        title=assignment.title,
        version=assignment.version,
        max_score=assignment.max_score,
        due=assignment.due,
        late_percent_per_day=assignment.late_percent_per_day,
        tasks=tuple(records.Task(task.name, task.points) for task in assignment.tasks),
    )
