"""Which hand-ins are refused because the day's attempts are used up. They are recorded, not run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from autograder.course.assignment import Assignment
from autograder.grading.job import Job, attempt
from gradebook.allowance import Allowance
from gradebook.records import Attempt

if TYPE_CHECKING:
    from gradebook.store import Gradebook


class Refusals:
    """Sorts jobs into those to run, and those to refuse.

    Attributes:
        fresh: what is to be recorded of jobs that were not refused before.
        known: how many were.
    """

    def __init__(self, gradebook: Gradebook, course: dict[str, Assignment]) -> None:
        self._gradebook = gradebook
        self._course = course
        limited = any(one.attempts_per_day for one in course.values())
        self._verdicts = gradebook.verdicts() if limited else {}
        self.fresh: list[Attempt] = []
        self.known = 0

    def allowed(self, jobs: Sequence[Job]) -> tuple[Job, ...]:
        """Those to run; the others are kept here."""
        return tuple(job for job in jobs if not self._refuse(job))

    def _refuse(self, job: Job) -> bool:
        allowance = allowance_of(self._course[job.submission.slug])
        moment = job.submission.submitted_at
        before = self._verdicts.get((job.submission.student, job.submission.slug), [])
        if allowance is None or moment is None:
            return False
        if not allowance.is_used_up(job.submission.sha256, moment, before):
            return False
        if job.is_of(before[-1]) and before[-1].status == "refused":
            self.known += 1
        else:
            graded = [one.attempt_id for one in before if one.score is not None]
            told = allowance.refusal(moment, self._gradebook.checks(graded[-1]))
            self.fresh.append(attempt(job, "refused", None, [told]))
        return True


def allowance_of(assignment: Assignment) -> Allowance | None:
    """How often it may be handed in, by days of the time zone that its due date is written in."""
    if assignment.attempts_per_day is None:
        return None
    zone = assignment.due.tzinfo if assignment.due else None
    return Allowance(assignment.attempts_per_day, zone or UTC)
