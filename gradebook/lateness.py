"""What being late costs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gradebook.policy import LENGTH, LateRule


@dataclass(frozen=True, slots=True)
class Charge:
    """What one delay costs under a rule, so that it can be told step by step."""

    late: timedelta
    """Since the due date; 0 or less where it was in time."""
    units: int
    """Days or hours charged."""
    share: float
    """Of the raw score, from 0 to 1."""
    is_cut_off: bool
    """Whether it came when nothing counted any more."""


def charge(due: datetime | None, submitted_at: datetime | None, rule: LateRule) -> Charge:
    """Return what ``rule`` charges.

    The exact due moment is not late, and neither is work whose arrival time or due date is
    unknown. Both moments are aware.
    """
    if due is None or submitted_at is None:
        return Charge(timedelta(0), 0, 0.0, False)
    late = submitted_at - due
    units = begun(late - rule.grace, LENGTH[rule.per])
    is_cut_off = rule.cutoff is not None and late > rule.cutoff
    share = 1.0 if is_cut_off else min(1.0, units * rule.percent / 100)
    return Charge(late, units, share, is_cut_off)


def late_penalty(
    raw_score: float, due: datetime | None, submitted_at: datetime | None, rule: LateRule
) -> float:
    """Return the points lost: never more than ``raw_score``, never less than 0."""
    return max(0.0, raw_score) * charge(due, submitted_at, rule).share


def begun(late: timedelta, unit: timedelta) -> int:
    """Return how many units ``late`` has begun: 0 if not late, 1 from the first microsecond."""
    # Floor division of timedeltas is exact; of the negative it rounds up.
    return max(0, -(-late // unit))
