"""Which of a student's hand-ins counts.

A hand-in is a notebook with the moment it arrived. Every attempt at it but the newest is
history, so a regrade changes what a hand-in is worth and never when it was handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gradebook.policy import Counts
from gradebook.records import Attempt, AttemptStatus

NOT_RECORDED = 0
"""The attempt id of an attempt that is in no gradebook."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """As much of an attempt as the rules look at."""

    attempt_id: int
    status: AttemptStatus
    score: float | None
    max_score: float
    note: str
    submitted_at: datetime | None
    notebook_sha256: str = ""
    assignment_version: str = ""
    grader_version: str = ""


def verdict_on(attempt: Attempt) -> Verdict:
    """Return what the rules look at in an attempt that is in no gradebook."""
    return Verdict(
        NOT_RECORDED,
        attempt.status,
        attempt.score,
        attempt.max_score,
        attempt.note,
        attempt.submitted_at,
        attempt.notebook_sha256,
        attempt.assignment_version,
        attempt.grader_version,
    )


@dataclass(frozen=True, slots=True)
class HandIn:
    """One notebook as handed in once: the newest verdict on it, and when it arrived."""

    verdict: Verdict
    submitted_at: datetime | None


def hand_ins(verdicts: Sequence[Verdict]) -> list[HandIn]:
    """Return what was handed in, in the order of the newest verdicts.

    Verdicts in which the grader failed decide nothing. One without a moment takes that of the
    same notebook's newest other: a time stamp that got lost makes nobody late, nor in time.
    """
    sound = [verdict for verdict in verdicts if verdict.status != "grader_error"]
    moments = {v.notebook_sha256: v.submitted_at for v in sound if v.submitted_at is not None}
    newest: dict[tuple[str, datetime | None], HandIn] = {}
    for verdict in sound:
        moment = verdict.submitted_at or moments.get(verdict.notebook_sha256)
        key = verdict.notebook_sha256, moment
        newest.pop(key, None)  # so that the order is the newest verdicts'
        newest[key] = HandIn(verdict, moment)
    return list(newest.values())


def that_counts(
    handed_in: Sequence[HandIn],
    counts: Counts,
    is_cut_off: Callable[[HandIn], bool],
    worth: Callable[[HandIn], float | None],
) -> HandIn | None:
    """Return the hand-in that counts, None if there is none.

    What came after the cut-off counts only where there is nothing else. Of equals the newest is
    the best, and one without a score is worse than any other.
    """
    counted = [one for one in handed_in if not is_cut_off(one)] or list(handed_in)
    if not counted:
        return None
    if counts == "last" or len(counted) == 1:
        return counted[-1]
    return max(reversed(counted), key=lambda one: _order(worth(one)))


def _order(worth: float | None) -> tuple[bool, float]:
    return worth is not None, worth or 0.0
