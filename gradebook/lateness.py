"""What being late costs."""

from datetime import datetime, timedelta

_DAY = timedelta(days=1)


def late_penalty(
    raw_score: float,
    due: datetime | None,
    submitted_at: datetime | None,
    percent_per_day: float,
) -> float:
    """Return the points lost: a percentage of ``raw_score`` for each started day after ``due``.

    The exact due moment is not late, and neither is work whose arrival time or due date is
    unknown. Never more than ``raw_score``, never less than 0. Both moments are aware.
    """
    if due is None or submitted_at is None or raw_score <= 0:
        return 0.0
    lost = started_days(submitted_at - due) * percent_per_day / 100
    return raw_score * min(1.0, lost)


def started_days(late: timedelta) -> int:
    """Return how many days ``late`` has begun: 0 if not late, 1 from the first microsecond."""
    # Floor division of timedeltas is exact; of the negative it rounds up.
    return max(0, -(-late // _DAY))
