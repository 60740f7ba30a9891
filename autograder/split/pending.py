"""What of a run is worth asking in two zones, and what only `autograder grade` can settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.course.assignment import Assignment
from autograder.grading.grade import Plan, plan
from autograder.grading.job import CPU, Job
from autograder.grading.submission import Submission
from autograder.grading.version import grader_version
from autograder.split.refusal import NotForeseen
from gradebook.counting import Verdict
from gradebook.store import Gradebook


def plan_apart(
    gradebook: Gradebook,
    submissions: Sequence[Submission],
    course: dict[str, Assignment],
    layers: tuple[str, ...],
    device: str = CPU,
) -> Plan:
    """A plan as ``grading.grade.plan`` makes it, without what asking again cannot change.

    That is what was graded in one zone as it is now, and what asked a question that nobody
    foresaw: it would be asked the same, and ask that again.
    """
    whole = plan(gradebook, submissions, course, layers, device)
    newest = {key: found[-1] for key, found in gradebook.verdicts().items()}
    jobs = tuple(job for job in whole.jobs if not _is_settled(job, newest))
    return replace(whole, jobs=jobs, unchanged=whole.unchanged + len(whole.jobs) - len(jobs))


def unforeseen(gradebook: Gradebook, submissions: Sequence[Submission]) -> list[Submission]:
    """Those that wait for `autograder grade`, since a check asked what nobody foresaw."""
    newest = {key: found[-1] for key, found in gradebook.verdicts().items()}
    waiting = {key for key, verdict in newest.items() if _is_unforeseen(verdict)}
    return [one for one in submissions if (one.student, one.slug) in waiting]


_Newest = dict[tuple[str, str], Verdict]


def _is_settled(job: Job, newest: _Newest) -> bool:
    verdict = newest.get((job.submission.student, job.submission.slug))
    if verdict is None or not _is_of(verdict, job):
        return False
    return verdict.status in ("graded", "needs_review") or _is_unforeseen(verdict)


def _is_unforeseen(verdict: Verdict) -> bool:
    return verdict.status == "grader_error" and verdict.note.startswith(NotForeseen.__name__)


def _is_of(verdict: Verdict, job: Job) -> bool:
    """Whether it is on the same work, with the same checks and grader."""
    made = verdict.assignment_version, verdict.grader_version
    return job.is_of(verdict) and made == (job.assignment_version, grader_version())
