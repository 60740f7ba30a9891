"""Grade every case under several seeds, through the same sandbox as students' notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.job import Job
from autograder.grading.pool import grade_all
from autograder.grading.submission import Submission
from autograder.seeds import submission_seed
from autograder.verify.cases import Case
from gradebook.records import Attempt


@dataclass(frozen=True)
class Result:
    """What grading made of a case, once."""

    case: Case
    attempt: Attempt


def run_cases(
    course: Path, cases: Sequence[Case], layers: tuple[str, ...], workers: int, seeds: int
) -> Iterator[Result]:
    """Grade each case ``seeds`` times. Raises ``PoolBroken``."""
    planned = {
        f"{case.assignment.slug}/{case.name}/{seed}": case
        for case in cases
        for seed in range(seeds)
    }
    jobs = [_job(name, case, layers) for name, case in planned.items()]
    for attempt in grade_all(course, jobs, layers, workers):
        case = planned[attempt.student_id]
        yield Result(case, attempt)


def _job(name: str, case: Case, layers: tuple[str, ...]) -> Job:
    assignment = case.assignment
    seed = submission_seed("verify", name, assignment.slug)
    submission = Submission(name, assignment.slug, case.notebook)
    return Job(submission, assignment.max_score, assignment.version, seed, layers)
