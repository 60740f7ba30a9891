"""The rules that turn attempts and adjustments into one grade. Pure: no database here."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from gradebook.counting import HandIn, Verdict, hand_ins, that_counts
from gradebook.lateness import charge, late_penalty
from gradebook.policy import Counts, LateRule
from gradebook.records import Adjustment, Assignment, Grade, GradeStatus, Student

WITHDRAWN = "withdrawn"
"""The value of a waiver that takes an earlier one back."""
CUT_OFF = "handed in after the cut-off, so it counts nothing"
OUR_FAULT = (
    "The grader failed on this submission; a person will look. No points were decided by that run."
)
"""What a student reads where the grader failed: its own words may tell of hidden checks."""


def grade_of(
    student: Student,
    assignment: Assignment,
    verdicts: Sequence[Verdict],
    adjustments: Sequence[Adjustment],
    grader_version: str = "",
) -> Grade:
    """Return where ``student`` stands; verdicts and adjustments are theirs, oldest first.

    A grade of another grader than ``grader_version``, unless that is empty, is stale.
    """
    refusal = verdicts[-1].note if verdicts and verdicts[-1].status == "refused" else ""
    verdicts = [verdict for verdict in verdicts if verdict.status != "refused"]
    due = due_for(assignment, adjustments)
    rule = rule_for(assignment, adjustments)
    handed_in = hand_ins(verdicts, corrected(adjustments))
    chosen = _chosen(assignment, handed_in, adjustments, due, rule)
    current = chosen.verdict if chosen else None
    arrived = chosen or (handed_in[-1] if handed_in else None)
    submitted_at = arrived.submitted_at if arrived else None
    unsettled = _unsettled(handed_in, chosen, assignment.policy.counts)
    others = [run for run in unsettled if run != current]
    raw = _raw_score(current, adjustments)
    cost = charge(due, submitted_at, rule)
    penalty = (raw or 0.0) * cost.share
    is_cut_off = current is not None and cost.is_cut_off
    also = [CUT_OFF if is_cut_off else "", refusal, _waiting(raw, adjustments)]
    return Grade(
        student=student,
        assignment=assignment,
        status=_status(handed_in, unsettled),
        raw_score=raw,
        late_penalty=penalty,
        score=None if raw is None else raw - penalty,
        max_score=current.max_score if current else assignment.max_score,
        due=due,
        submitted_at=submitted_at,
        attempt_id=current.attempt_id if current else None,
        note=_joined(current, [run.note for run in others], also),
        stale=_is_stale(current, assignment, grader_version),
        adjustments=tuple(adjustments),
        notebook_sha256=current.notebook_sha256 if current else "",
        refusal=refusal,
        told=_joined(current, [_told(run) for run in others], also),
    )


def due_for(assignment: Assignment, adjustments: Sequence[Adjustment]) -> datetime | None:
    """Return the due moment that holds after these adjustments."""
    extensions = [a.due for a in adjustments if a.due is not None]
    if assignment.due is None or not extensions:
        return assignment.due
    # The last word counts, but an extension never makes the due date earlier than everyone's.
    return max(assignment.due, extensions[-1])


def rule_for(assignment: Assignment, adjustments: Sequence[Adjustment]) -> LateRule:
    """Return the late rule that holds after these adjustments: none, if lateness was waived."""
    waivers = [adjustment for adjustment in adjustments if adjustment.kind == "waiver"]
    is_waived = bool(waivers) and waivers[-1].value != WITHDRAWN
    return LateRule() if is_waived else assignment.policy.late


def corrected(adjustments: Sequence[Adjustment]) -> dict[str, datetime]:
    """Return the moments that people gave to notebooks, by digest; of each the last one."""
    return dict(one.arrival for one in adjustments if one.arrival is not None)


def _chosen(
    assignment: Assignment,
    handed_in: Sequence[HandIn],
    adjustments: Sequence[Adjustment],
    due: datetime | None,
    rule: LateRule,
) -> HandIn | None:
    def is_cut_off(one: HandIn) -> bool:
        return charge(due, one.at, rule).is_cut_off

    def worth(one: HandIn) -> float | None:
        raw = _raw_score(one.verdict, adjustments)
        return None if raw is None else raw - late_penalty(raw, due, one.submitted_at, rule)

    return that_counts(handed_in, assignment.policy.counts, is_cut_off, worth)


def _unsettled(handed_in: Sequence[HandIn], chosen: HandIn | None, counts: Counts) -> list[Verdict]:
    """The newest runs that a person must look at before the mark is settled.

    Those of the hand-in that counts and of the newest, which may count once somebody has looked;
    and where the best counts, of every one that the grader failed at.
    """
    asked = [one for one in (chosen, *handed_in[-1:]) if one is not None]
    if counts == "best":
        asked += [one for one in handed_in if one.newest.status == "grader_error"]
    runs = {one.newest.notebook_sha256: one.newest for one in asked}
    return [run for run in runs.values() if run.status != "graded"]


def _status(handed_in: Sequence[HandIn], unsettled: Sequence[Verdict]) -> GradeStatus:
    if not handed_in:
        return "missing"
    return "needs_review" if unsettled else "graded"


def _is_stale(current: Verdict | None, assignment: Assignment, grader_version: str) -> bool:
    if current is None:
        return False
    same_grader = current.grader_version == grader_version or not grader_version
    return not same_grader or current.assignment_version != assignment.version


def _raw_score(current: Verdict | None, adjustments: Sequence[Adjustment]) -> float | None:
    # Points wait for a score: added to nothing they would make a grade that nobody gave.
    if current is None or current.score is None:
        return None
    return max(0.0, current.score + sum(adjustment.points for adjustment in adjustments))


def _told(run: Verdict) -> str:
    return OUR_FAULT if run.status == "grader_error" else run.note


def _waiting(raw: float | None, adjustments: Sequence[Adjustment]) -> str:
    waiting = sum(adjustment.points for adjustment in adjustments)
    return f"{waiting:+g} points wait for a score" if raw is None and waiting else ""


def _joined(current: Verdict | None, *others: Sequence[str]) -> str:
    notes = [current.note if current else "", *chain.from_iterable(others)]
    return "; ".join(note for note in notes if note)
