"""Which of a student's hand-ins counts.

A hand-in is a notebook and a moment at which it arrived. Runs of it are history: a regrade, or an
older folder graded once more, changes what a notebook is worth and never when it was handed in.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
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
    """One notebook as it arrived once, with what is known of that notebook by now."""

    at: datetime | None
    """When it arrived; None if nobody knows."""
    submitted_at: datetime | None
    """When the same notebook first arrived: what was there by then is as late as that."""
    newest: Verdict
    """The newest run of the notebook, whose grader may have failed."""
    verdict: Verdict | None
    """The newest run whose grader did not fail; None if there is none."""


def hand_ins(verdicts: Sequence[Verdict], corrected: Mapping[str, datetime]) -> list[HandIn]:
    """Return what was handed in, the newest last.

    They are in the order of their moments; those of one moment, and those without, in the order
    in which they were first run. A run without a moment is of a hand-in that has one, if the same
    notebook does: a time stamp that got lost makes nobody late, nor in time.

    Args:
        verdicts: every run, oldest first.
        corrected: the moments that a teacher gave, by digest of the notebook: the only ones then.
    """
    newest = {one.notebook_sha256: one for one in verdicts}
    sound = {one.notebook_sha256: one for one in verdicts if one.status != "grader_error"}
    arrivals = [(one.notebook_sha256, _arrived(one, corrected)) for one in verdicts]
    known: dict[str, set[datetime]] = defaultdict(set)
    for notebook, at in arrivals:
        known[notebook] |= set() if at is None else {at}
    told = dict.fromkeys(pair for pair in arrivals if pair[1] is not None or not known[pair[0]])
    return [
        HandIn(at, min(known[name], default=None), newest[name], sound.get(name))
        for name, at in _by_moment(list(told))
    ]


def _arrived(verdict: Verdict, corrected: Mapping[str, datetime]) -> datetime | None:
    return corrected.get(verdict.notebook_sha256, verdict.submitted_at)


def _by_moment(
    arrivals: Sequence[tuple[str, datetime | None]],
) -> list[tuple[str, datetime | None]]:
    """Sort those that have a moment among the places that they take; the others keep theirs."""
    timed = [(name, at) for name, at in arrivals if at is not None]
    in_turn = iter(sorted(timed, key=lambda one: one[1]))
    return [one if one[1] is None else next(in_turn) for one in arrivals]


def that_counts(
    handed_in: Sequence[HandIn],
    counts: Counts,
    is_cut_off: Callable[[HandIn], bool],
    worth: Callable[[HandIn], float | None],
) -> HandIn | None:
    """Return the hand-in that counts, None if there is none.

    What came after the cut-off counts only where there is nothing else, and what the grader
    failed at not at all. Of equals the newest is the best, and one without a score is worse than
    any other.
    """
    judged = [one for one in handed_in if one.verdict is not None]
    if len(judged) < 2:
        return judged[0] if judged else None
    counted = [one for one in judged if not is_cut_off(one)] or judged
    if counts == "last" or len(counted) == 1:
        return counted[-1]
    return max(reversed(counted), key=lambda one: _order(worth(one)))


def _order(worth: float | None) -> tuple[bool, float]:
    return worth is not None, worth or 0.0
