"""A verdict in the gradebook's words."""

from __future__ import annotations

from dataclasses import asdict

from autograder.checks.wording import answer_text, call_text
from autograder.grading.job import Job, attempt
from autograder.grading.judge import Judged, Verdict
from autograder.sandbox.session import raised_text
from gradebook.records import Attempt, AttemptStatus, CheckResult

_DIGITS = 6
_MAX_TRANSCRIPT = 4000
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
"""Python runs nothing of such a cell, so the other failures often follow from it."""


def judged_attempt(job: Job, verdict: Verdict, wall_seconds: float) -> Attempt:
    """The attempt to record; ``needs_review`` or ``grader_error`` where there is no score."""
    status: AttemptStatus = "graded"
    notes = [job.submission.note, *verdict.notes, _cell_note(verdict)]
    if verdict.broken:
        status = "grader_error"
        notes.append(verdict.broken)
    elif verdict.unreadable:
        status = "needs_review"
        notes.append(verdict.unreadable)
    elif verdict.died:  # all points lost at one stroke: a person should see whether that is fair
        status = "needs_review"
        notes.append(verdict.died)
    known = status == "graded" or verdict.died
    score = round(float(verdict.score), _DIGITS) if known else None
    checks = tuple(_check(judged) for judged in verdict.checks)
    cost = wall_seconds, verdict.cpu_seconds, verdict.peak_bytes
    return attempt(job, status, score, notes, checks, cost)


def _cell_note(verdict: Verdict) -> str:
    if not verdict.errors:
        return ""
    first = min(verdict.errors, key=lambda one: one.error.name not in _UNREADABLE)
    stopped = first.error.name == "TimedOut"
    text = first.error.message if stopped else raised_text(first.error)
    note = f"Code cell {first.cell} did not run to its end: {text}"
    others = len(verdict.errors) - 1
    return f"{note} (Nor did {others} more.)" if others else note


def _check(judged: Judged) -> CheckResult:
    run, spec, known = judged.run, judged.run.spec, judged.misconception
    lines = [f"{call_text(reply)} -> {answer_text(reply)}" for reply in run.replies]
    return CheckResult(
        task=spec.task,
        check=spec.name,
        description=spec.description,
        visible=spec.visible,
        outcome=run.outcome.value,
        points=round(float(judged.points), _DIGITS),
        max_points=round(float(judged.max_points), _DIGITS),
        message=run.message,
        misconception=known.name if known else None,
        hint=known.hint if known else None,
        mismatches=tuple(asdict(mismatch) for mismatch in run.found[:20]),
        transcript="\n".join(lines)[:_MAX_TRANSCRIPT],
        seconds=run.seconds,
    )
