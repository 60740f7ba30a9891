"""What people decided, in words."""

from collections.abc import Iterable

from gradebook.records import Adjustment
from gradebook.standing import WITHDRAWN


def in_words(adjustment: Adjustment) -> str:
    """One decision: what, then who and why in brackets."""
    by = ": ".join(part for part in (adjustment.author, adjustment.reason) if part)
    return f"{what(adjustment)} ({by})" if by else what(adjustment)


def all_in_words(adjustments: Iterable[Adjustment]) -> str:
    """All of them, oldest first; empty if there are none."""
    return "; ".join(map(in_words, adjustments))


def what(adjustment: Adjustment) -> str:
    """What was decided, without who and why."""
    if adjustment.kind == "points":
        done = "added" if adjustment.points >= 0 else "taken away"
        return f"{abs(adjustment.points):g} points {done}"
    if adjustment.due is not None:
        return f"due {adjustment.due:%Y-%m-%d %H:%M} UTC"
    if adjustment.arrival is not None:
        notebook, moment = adjustment.arrival
        return f"notebook {notebook[:12]} handed in {moment:%Y-%m-%d %H:%M:%S} UTC"
    if adjustment.kind == "waiver":
        return "waiver withdrawn" if adjustment.value == WITHDRAWN else "lateness waived"
    return f"comment: {adjustment.value}"
