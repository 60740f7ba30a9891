"""Adjustments out of what the command line says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from math import isfinite

from autograder.cli import exits
from gradebook.records import Adjustment, AdjustmentKind, Attempt, Grade
from gradebook.standing import WITHDRAWN

_LATER = re.compile(r"\+(\d{1,4})([dh])")
_UNIT = {"d": "days", "h": "hours"}
_ASK = "nothing to record: give --points, --extension, --waive, --handed-in or --comment"


def decisions(
    grade: Grade,
    history: Mapping[int, Attempt],
    wanted: Mapping[str, object],
    author: str,
    reason: str,
    now: datetime,
) -> list[Adjustment]:
    """The adjustments wanted; ends with a usage error where they make no sense.

    ``history`` are the attempts at it, by id.
    """
    found = list(_values(grade, history, wanted))
    if not found:
        exits.fail(_ASK, exits.USAGE)
    if any(kind != "comment" for kind, _ in found) and not reason.strip():
        exits.fail("why? Give --reason TEXT: who reads the mark will ask", exits.USAGE)
    about = grade.student.id, grade.assignment.slug
    return [Adjustment(*about, kind, value, author, reason, now) for kind, value in found]


def _values(
    grade: Grade, history: Mapping[int, Attempt], wanted: Mapping[str, object]
) -> Iterator[tuple[AdjustmentKind, str | float]]:
    points, extension = wanted["points"], wanted["extension"]
    if isinstance(points, float):
        if not isfinite(points):
            exits.fail(f"--points {points} is not a number of points", exits.USAGE)
        yield "points", points
    if isinstance(extension, str):
        yield "extension", _extended(grade, extension).isoformat()
    handed_in, attempt = wanted["handed_in"], wanted["attempt"]
    if isinstance(handed_in, str):
        notebook = _notebook(grade, history, attempt)
        yield "handed_in", f"{notebook} {_moment('--handed-in', handed_in).isoformat()}"
    elif attempt is not None:
        exits.fail("--attempt tells which notebook --handed-in is about; give both", exits.USAGE)
    if wanted["waive"] is not None:
        yield "waiver", "" if wanted["waive"] else WITHDRAWN
    if isinstance(wanted["comment"], str):
        yield "comment", wanted["comment"]


def _extended(grade: Grade, text: str) -> datetime:
    due = grade.assignment.due
    if due is None:
        exits.fail(f"{grade.assignment.slug} has no due date to extend", exits.USAGE)
    later = _LATER.fullmatch(text)
    if later:
        return due + timedelta(**{_UNIT[later[2]]: int(later[1])})
    moment = _moment("--extension", text, "+3d or ")
    if moment <= due:
        exits.fail(f"--extension {text} is not after the due date, {due:%Y-%m-%d %H:%M} UTC",
                   exits.USAGE)  # fmt: skip
    return moment


def _moment(option: str, text: str, also: str = "") -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        exits.fail(f"{option} {text!r} is no moment; write {also}2027-02-20T23:59+01:00",
                   exits.USAGE)  # fmt: skip
    if moment.tzinfo is None:
        exits.fail(f"{option} {text} needs a time zone, such as {text}+01:00", exits.USAGE)
    return moment


def _notebook(grade: Grade, history: Mapping[int, Attempt], attempt: object) -> str:
    """The digest of the notebook of that attempt, or of the one that counts."""
    chosen = attempt or grade.attempt_id or max(history, default=None)
    found = history.get(chosen) if isinstance(chosen, int) else None
    if found is None:
        known = f"attempts {', '.join(map(str, history))}" if history else "no attempt"
        exits.fail(f"{grade.student.id} has {known} at {grade.assignment.slug}; "
                   "--handed-in is about the notebook of one", exits.USAGE)  # fmt: skip
    return found.notebook_sha256
