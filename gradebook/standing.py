"""The rules that turn attempts and adjustments into one grade. Pure: no database here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gradebook.lateness import late_penalty
from gradebook.records import (
    Adjustment,
    Assignment,
    AttemptStatus,
    Grade,
    GradeStatus,
    Student,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """As much of an attempt as the rules look at."""

    attempt_id: int
    status: AttemptStatus
    score: float | None
    max_score: float
    note: str
    submitted_at: datetime | None


def grade_of(
    student: Student,
    assignment: Assignment,
    verdicts: Sequence[Verdict],
    adjustments: Sequence[Adjustment],
) -> Grade:
    """Return where ``student`` stands; verdicts and adjustments are theirs, oldest first."""
    current = _current(verdicts)
    arrived = current or (verdicts[-1] if verdicts else None)
    submitted_at = arrived.submitted_at if arrived else None
    due = _due(assignment, adjustments)
    raw = _raw_score(current, adjustments)
    waived = any(adjustment.kind == "waiver" for adjustment in adjustments)
    percent = 0.0 if waived else assignment.late_percent_per_day
    penalty = late_penalty(raw or 0.0, due, submitted_at, percent)
    return Grade(
        student=student,
        assignment=assignment,
        status=_status(verdicts),
        raw_score=raw,
        late_penalty=penalty,
        score=None if raw is None else raw - penalty,
        max_score=current.max_score if current else assignment.max_score,
        due=due,
        submitted_at=submitted_at,
        attempt_id=current.attempt_id if current else None,
        note=_note(current, verdicts, raw, adjustments),
    )


def _current(verdicts: Sequence[Verdict]) -> Verdict | None:
    # Our own failure never overwrites an earlier grade.
    ours_failed = "grader_error"
    return next((v for v in reversed(verdicts) if v.status != ours_failed), None)


def _status(verdicts: Sequence[Verdict]) -> GradeStatus:
    if not verdicts:
        return "missing"
    return "graded" if verdicts[-1].status == "graded" else "needs_review"


def _raw_score(current: Verdict | None, adjustments: Sequence[Adjustment]) -> float | None:
    # Points wait for a score: added to nothing they would make a grade that nobody gave.
    if current is None or current.score is None:
        return None
    return max(0.0, current.score + sum(adjustment.points for adjustment in adjustments))


def _due(assignment: Assignment, adjustments: Sequence[Adjustment]) -> datetime | None:
    extensions = [a.due for a in adjustments if a.due is not None]
    if assignment.due is None or not extensions:
        return assignment.due
    # The last word counts, but an extension never makes the due date earlier than everyone's.
    return max(assignment.due, extensions[-1])


def _note(
    current: Verdict | None,
    verdicts: Sequence[Verdict],
    raw: float | None,
    adjustments: Sequence[Adjustment],
) -> str:
    notes = [current.note] if current else []
    if verdicts and verdicts[-1] is not current:
        notes.append(verdicts[-1].note)
    waiting = sum(adjustment.points for adjustment in adjustments)
    if raw is None and waiting:
        notes.append(f"{waiting:+g} points wait for a score")
    return "; ".join(note for note in notes if note)
