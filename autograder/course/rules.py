"""The rules of marking that a teacher declares: for the course in ``course.toml``, or for one.

``course.toml`` lies beside ``solutions/`` and may be absent. What an ``assignment.toml`` says goes
before what the course says; what nobody says costs nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from gradebook.errors import GradebookError
from gradebook.policy import Counts, CoursePolicy, Group, LateRule, Policy

FILE = "course.toml"

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Positive = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
_Rules = TypeVar("_Rules", bound="Rules")
_Decoded = TypeVar("_Decoded")
_Value = TypeVar("_Value")


class CourseError(Exception):
    """The course's own files are wrong; the message says which, what, and what to do."""


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What both files may say; None where they say nothing."""

    late_percent_per_day: Percent | None = None
    late_percent_per_hour: Percent | None = None
    late_grace_minutes: Positive | None = None
    late_grace_days: Positive | None = None
    late_cutoff_days: Positive | None = None
    counts: Counts | None = None
    group: str | None = None
    attempts_per_day: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    weight: Positive = 1.0
    drop_lowest: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0


class _Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    policy: Rules = Rules()
    groups: dict[str, _Group] = {}
    missing: Literal["zero", "left out"] = "zero"
    cap_percent: Positive | None = None


@dataclass(frozen=True)
class CourseRules:
    """What ``course.toml`` says: about the total, and about assignments that say nothing."""

    total: CoursePolicy
    usual: Rules

    def policy(self, own: Rules, weight: float | None, bonus: bool) -> Policy:
        """The policy of an assignment whose ``assignment.toml`` says ``own``.

        Raises ``CourseError``, to which the caller adds the file.
        """
        group = _first(own.group, self.usual.group) or ""
        known = [one.name for one in self.total.groups]
        if known and group not in known:
            raise CourseError(f"group {group!r} is not in {FILE}, which has {', '.join(known)}")
        counts: Counts = own.counts or self.usual.counts or "last"
        return Policy(self._late(own), counts, group, weight, bonus)

    def attempts_per_day(self, own: Rules) -> int | None:
        """So many hand-ins of one student are graded on one day; None for any number."""
        return _first(own.attempts_per_day, self.usual.attempts_per_day)

    def _late(self, own: Rules) -> LateRule:
        percent, per = _rate(own) or _rate(self.usual) or (0.0, "day")
        grace = _first(_grace(own), _grace(self.usual)) or timedelta(0)
        days = _first(own.late_cutoff_days, self.usual.late_cutoff_days)
        try:
            return LateRule(percent, per, grace, None if days is None else timedelta(days=days))
        except GradebookError as error:
            raise CourseError(str(error)) from None


def course_rules(course: Path) -> CourseRules:
    """What the ``course.toml`` in that folder says. Raises ``CourseError``."""
    path = course / FILE
    if not path.exists():
        return CourseRules(CoursePolicy(), Rules())
    declared = read_toml(path, lambda text: msgspec.toml.decode(text, type=_Course))
    groups = (Group(name, g.weight, g.drop_lowest) for name, g in declared.groups.items())
    total = CoursePolicy(tuple(groups), declared.missing, declared.cap_percent)
    return CourseRules(total, consistent(path, declared.policy))


def read_toml(path: Path, decode: Callable[[bytes], _Decoded]) -> _Decoded:
    """What a file declares. Raises ``CourseError`` that names the file."""
    try:
        return decode(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None


def consistent(path: Path, rules: _Rules) -> _Rules:
    """The rules, if they do not say one thing in two units. Raises ``CourseError``."""
    twice = {
        "late_percent_per_day or late_percent_per_hour": (
            rules.late_percent_per_day,
            rules.late_percent_per_hour,
        ),
        "late_grace_minutes or late_grace_days": (rules.late_grace_minutes, rules.late_grace_days),
    }
    for names, values in twice.items():
        if None not in values:
            raise CourseError(f"{path} must say {names}, not both")
    return rules


def _rate(rules: Rules) -> tuple[float, Literal["day", "hour"]] | None:
    if rules.late_percent_per_hour is not None:
        return rules.late_percent_per_hour, "hour"
    return None if rules.late_percent_per_day is None else (rules.late_percent_per_day, "day")


def _grace(rules: Rules) -> timedelta | None:
    if rules.late_grace_days is not None:
        return timedelta(days=rules.late_grace_days)
    return None if rules.late_grace_minutes is None else timedelta(minutes=rules.late_grace_minutes)


def _first(own: _Value | None, usual: _Value | None) -> _Value | None:
    return usual if own is None else own
