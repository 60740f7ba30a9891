"""A verdict in the gradebook's words."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.picture import pictures
from autograder.checks.verdict import CheckRun
from autograder.checks.wording import answer_text, call_text, place_text
from autograder.grading.job import Job, attempt
from autograder.grading.judge import Judged, Verdict
from autograder.sandbox.session import raised_text, traceback_text
from autograder.wire.messages import Probe, Raised
from gradebook.records import Attempt, AttemptStatus, CellResult, CheckResult

DIGITS = 6
_MAX_TRANSCRIPT = 4000
_MAX_OUTPUT_OF_CELL = 10_000
_MAX_OUTPUT = 100_000
"""Characters; of a whole notebook."""
_MAX_MISMATCHES = 20
_TEXTS = ("where", "kind", "got", "expected", "detail")
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
    score = round(float(verdict.score), DIGITS) if known else None
    checks = tuple(check_result(judged) for judged in verdict.checks)
    cost = wall_seconds, verdict.cpu_seconds, verdict.peak_bytes
    return attempt(job, status, score, notes, checks, tuple(_cells(verdict)), cost)


def _cell_note(verdict: Verdict) -> str:
    if not verdict.errors:
        return ""
    cell, error = min(verdict.errors, key=lambda one: one[1].name not in _UNREADABLE)
    text = error.message if error.name == "TimedOut" else raised_text(error)
    note = f"Code cell {cell} did not run to its end: {text}"
    others = len(verdict.errors) - 1
    return f"{note} (Nor did {others} more.)" if others else note


def _cells(verdict: Verdict) -> Iterator[CellResult]:
    """What cells printed, as far as there is room, and how they failed."""
    room = _MAX_OUTPUT
    for run in verdict.cells:
        output = run.output[: min(room, _MAX_OUTPUT_OF_CELL)]
        room -= len(output)
        if output or run.error is not None:
            trace = traceback_text(run.error) if run.error is not None else ""
            yield CellResult(run.cell, output, trace)


def check_result(judged: Judged) -> CheckResult:
    """One check's result in the gradebook's words."""
    run, spec, known = judged.run, judged.run.spec, judged.misconception
    raised = _raised_in(run)
    place = raised.place if raised else None
    lines = [f"{call_text(reply)} -> {answer_text(reply)}" for reply in run.replies]
    return CheckResult(
        task=spec.task,
        check=spec.name,
        description=spec.description,
        visible=spec.visible,
        outcome=run.outcome.value,
        points=round(float(judged.points), DIGITS),
        max_points=round(float(judged.max_points), DIGITS),
        message=run.message,
        traceback=traceback_text(raised) if raised else "",
        cell=place.cell if place else None,
        line=place.line if place else None,
        misconception=known.name if known else None,
        hint=known.hint if known else None,
        mismatches=tuple(_mismatches(run)),
        transcript="\n".join(lines)[:_MAX_TRANSCRIPT],
        seconds=run.seconds,
    )


def _mismatches(run: CheckRun) -> Iterator[dict[str, object]]:
    """The first differences as plain data, with a picture of those that can be drawn."""
    found = run.found[:_MAX_MISMATCHES]
    probed = any(isinstance(reply.request, Probe) for reply in run.replies)
    for mismatch, picture in zip(found, pictures(found, run.spec.visible), strict=True):
        texts = {name: getattr(mismatch, name) for name in _TEXTS}
        if mismatch.compared is not None and picture is not None:
            where = place_text(mismatch.compared.where, probed)
            yield {**texts, "picture": {"place": where, **picture}}
        else:
            yield texts


def _raised_in(run: CheckRun) -> Raised | None:
    """The exception that the message of a check tells of."""
    answers = (reply.answer for reply in run.replies)
    raised = (answer for answer in answers if isinstance(answer, Raised))
    return next((answer for answer in raised if raised_text(answer) == run.message), None)
