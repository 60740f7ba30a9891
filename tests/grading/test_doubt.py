"""Whose doing it was that a process ended: what happens each time is the student's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.checks.declare import CheckSpec
from autograder.checks.verdict import CheckRun
from autograder.grading import grader
from autograder.grading.attempt import judged_attempt
from autograder.grading.doubt import Try, believed
from autograder.grading.grader import Grader
from autograder.grading.job import Job, failed_attempt
from autograder.grading.judge import Judged, Verdict
from autograder.grading.submission import Submission
from autograder.outcome import Outcome
from autograder.sandbox.zygote import SandboxError
from gradebook.records import Attempt, CellResult

JOB = Job(Submission("al", "s", b"{}"), 2.0, "v1", 7, ("rlimits",))
PASSED, CRASHED, ERRORED = Outcome.PASSED, Outcome.CRASHED, Outcome.ERRORED
FAILED_US = failed_attempt(JOB, SandboxError("the worker ended"))


def attempt(*outcomes: Outcome, message: str = "It ended.") -> Attempt:
    checks = [
        Judged(
            CheckRun(CheckSpec(f"check_{n}", "f", "", 1, False, ()), outcome, message),
            Fraction(outcome is PASSED),
            Fraction(1),
            None,
        )
        for n, outcome in enumerate(outcomes)
    ]
    return judged_attempt(JOB, Verdict(tuple(checks)), 1.0)


CELL_FAILED = replace(attempt(PASSED, PASSED), cells=(CellResult(1, "", "RuntimeError"),))


def graded(monkeypatch: pytest.MonkeyPatch, course: object, *tries: Attempt, short: bool) -> object:
    """What the grader makes of these tries, and how many of them it made."""
    left, kills = list(tries), iter(range(100))
    monkeypatch.setattr(Grader, "_graded", lambda *_: left.pop(0))
    monkeypatch.setattr(grader, "memory_kills", lambda: next(kills) if short else 0)
    made = Grader(course, ()).work(JOB)  # type: ignore[arg-type]
    return made.status, made.score, len(tries) - len(left)


@pytest.mark.parametrize(
    ("tries", "short", "expected"),
    [
        ([attempt(PASSED, PASSED)], False, ("graded", 2.0, 1)),
        ([attempt(PASSED, ERRORED)], False, ("graded", 1.0, 1)),
        # Killed once, by whomever: the student does not notice.
        ([attempt(PASSED, CRASHED), attempt(PASSED, PASSED)], False, ("graded", 2.0, 2)),
        ([attempt(PASSED, ERRORED), attempt(PASSED, PASSED)], True, ("graded", 2.0, 2)),
        *[
            ([attempt(PASSED, other), attempt(PASSED, PASSED)], True, ("graded", 2.0, 2))
            for other in (Outcome.FAILED, Outcome.MISSING, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY)
        ],
        ([CELL_FAILED, attempt(PASSED, PASSED)], True, ("graded", 2.0, 2)),
        ([CELL_FAILED], False, ("graded", 2.0, 1)),
        ([FAILED_US, attempt(PASSED, PASSED)], False, ("graded", 2.0, 2)),
        (
            [attempt(PASSED, Outcome.GRADER_ERROR), attempt(PASSED, PASSED)],
            False,
            ("graded", 2.0, 2),
        ),
        # The same each time: it is the student's.
        ([attempt(PASSED, CRASHED)] * 3, False, ("graded", 1.0, 3)),
        # Never a zero where it may be ours.
        ([attempt(PASSED, CRASHED)] * 3, True, ("grader_error", None, 3)),
        ([attempt(PASSED, ERRORED)] * 3, True, ("grader_error", None, 3)),
        ([attempt(PASSED, Outcome.FAILED)] * 3, True, ("graded", 1.0, 3)),
        (
            [attempt(Outcome.FAILED, PASSED), *[attempt(PASSED, Outcome.FAILED)] * 2],
            True,
            ("grader_error", None, 3),
        ),
        ([FAILED_US] * 3, False, ("grader_error", None, 3)),
        (
            [attempt(PASSED, CRASHED), attempt(CRASHED, PASSED), attempt(PASSED, CRASHED)],
            False,
            ("grader_error", None, 3),
        ),
        # Nor are there other answers for who ends his process when he has guessed badly.
        (
            [attempt(Outcome.FAILED, CRASHED), attempt(PASSED, PASSED)],
            False,
            ("grader_error", None, 2),
        ),
        (
            [attempt(Outcome.FAILED, CRASHED), attempt(Outcome.FAILED, PASSED)],
            False,
            ("graded", 1.0, 2),
        ),
        (
            [attempt(CRASHED, message="In cell 1.")] * 2 + [attempt(CRASHED, message="In cell 2.")],
            False,
            ("grader_error", None, 3),
        ),
    ],
)
def test_what_is_believed(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: object,
    tries: list[Attempt],
    short: bool,
    expected: object,
) -> None:
    assert graded(monkeypatch, tmp_path, *tries, short=short) == expected


def test_the_sentence_says_what_to_do() -> None:
    crashed = attempt(CRASHED)
    with pytest.raises(SandboxError, match="ran out of memory; grade again with fewer --jobs"):
        believed([Try(crashed, short=True)] * 3)
