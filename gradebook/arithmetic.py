"""How a mark was reached, step by step, in words that can be checked by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from gradebook.decisions import in_words
from gradebook.lateness import charge
from gradebook.policy import LateRule
from gradebook.records import Grade
from gradebook.standing import CUT_OFF, rule_for


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: what, and the points it adds or comes to."""

    words: str
    points: float | None = None


def steps(grade: Grade, attempt_score: float | None) -> list[Step]:
    """Return the way from the current attempt's score to the mark."""
    found = [Step(f"attempt {grade.attempt_id}", attempt_score)] if grade.attempt_id else []
    found += [Step(in_words(one), one.points or None) for one in grade.adjustments]
    found += [Step("raw score", grade.raw_score)]
    penalty = -grade.late_penalty if grade.late_penalty else None
    found += [Step(words, penalty if last else None) for words, last in _lateness(grade)]
    return [*found, Step(f"score, of {grade.max_score:g}", grade.score)]


def _lateness(grade: Grade) -> Sequence[tuple[str, bool]]:
    """Lines about lateness; the last one has the points."""
    if grade.due is None:
        return [("never late: there is no due date", True)]
    due = f"due {grade.due:%Y-%m-%d %H:%M:%S} UTC"
    if grade.submitted_at is None:
        return [(f"{due}, handed in nobody knows when: not late", True)]
    rule = rule_for(grade.assignment, grade.adjustments)
    here = charge(grade.due, grade.submitted_at, rule)
    arrived = f"handed in {grade.submitted_at:%Y-%m-%d %H:%M:%S} UTC"
    if here.late <= timedelta(0):
        return [(f"{due}, {arrived}: in time", True)]
    if here.is_cut_off:
        cost = CUT_OFF
    elif here.units:
        cost = _cost(here.units, here.share, rule)
    else:
        cost = "free of charge" + (f", within a grace of {span(rule.grace)}" if rule.grace else "")
    return [(f"{due}, {arrived}: {span(here.late)} late", False), (cost, True)]


def _cost(units: int, share: float, rule: LateRule) -> str:
    after = f" after a grace of {span(rule.grace)}" if rule.grace else ""
    many = f"{units} {rule.per}{'s' if units > 1 else ''} begun{after}"
    return f"{many} at {rule.percent:g} % each: {100 * share:g} % of the raw score"


def rule_in_words(rule: LateRule) -> str:
    """A late rule as students are told it, without a full stop."""
    if not rule.percent:
        said = "lateness costs nothing"
    else:
        said = f"each {rule.per} late that has begun costs {rule.percent:g} % of the mark"
    if rule.grace and rule.percent:
        said += f", counted after the first {span(rule.grace)}, which are free"
    return said if rule.cutoff is None else f"{said}; after {span(rule.cutoff)} nothing counts"


def span(length: timedelta) -> str:
    """A length of time as people say it, such as ``1 d 2 h 3 min``; seconds only if short."""
    seconds = length // timedelta(seconds=1)
    parts = {
        "d": seconds // 86400,
        "h": seconds // 3600 % 24,
        "min": seconds // 60 % 60,
        "s": seconds % 60 if seconds < 3600 else 0,
    }
    said = " ".join(f"{number} {unit}" for unit, number in parts.items() if number)
    return said or "less than a second"
