"""What a regrade changes: which checks end otherwise, and what that does to the mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from gradebook.records import CheckResult, Grade

NEW, GONE = "not there before", "no longer there"


@dataclass(frozen=True, slots=True)
class CheckChange:
    """One check that ends otherwise, or is worth something else."""

    task: str
    check: str
    before: str
    after: str
    """Outcomes, or that the check is new or gone."""
    points: float
    """Gained; negative if lost."""


@dataclass(frozen=True, slots=True)
class Change:
    """One submission before a regrade and after it."""

    before: Grade
    after: Grade
    checks: tuple[CheckChange, ...]
    failure: str = ""
    """What the grader said where it failed; then nothing but the status changes."""

    @property
    def gained(self) -> float | None:
        """Points gained; None where there was or is no score."""
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score

    @property
    def is_of_mark(self) -> bool:
        """Whether the mark differs, in its score or its maximum."""
        before, after = self.before, self.after
        return (before.score, before.max_score) != (after.score, after.max_score)

    @property
    def is_any(self) -> bool:
        """Whether anything differs that is worth telling."""
        return self.is_of_mark or bool(self.checks) or self.before.status != self.after.status


def check_changes(
    before: Sequence[CheckResult], after: Sequence[CheckResult]
) -> tuple[CheckChange, ...]:
    """Return what differs between two attempts' checks, in their order."""
    old = {(check.task, check.check): check for check in before}
    new = {(check.task, check.check): check for check in after}
    both = [_change(key, old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new))]
    return tuple(one for one in both if one.before != one.after or one.points)


def _change(
    key: tuple[str, str], before: CheckResult | None, after: CheckResult | None
) -> CheckChange:
    gained = (after.points if after else 0.0) - (before.points if before else 0.0)
    was = before.outcome if before else NEW
    return CheckChange(*key, was, after.outcome if after else GONE, gained)
