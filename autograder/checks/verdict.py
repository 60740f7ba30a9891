"""What became of one check: whose fault it is that it did not pass, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks.agree import CheckFailed
from autograder.checks.compare import Mismatch
from autograder.checks.declare import CheckSpec
from autograder.checks.wording import message
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import Reply
from autograder.wire.values import WireError


class ChecksBroken(Exception):
    """The assignment's checks cannot be run: our fault."""


@dataclass
class CheckRun:
    """What became of one check. ``replies`` is its transcript, in order."""

    spec: CheckSpec
    outcome: Outcome = Outcome.PASSED
    message: str = ""
    found: tuple[Mismatch, ...] = ()
    replies: Sequence[Reply] = ()
    seconds: float = 0.0


def call_check(check: Callable[..., None], given: Mapping[str, Any]) -> None:
    """Call a check with what it asks for, its ``student`` among it.

    A process that ended before it answered decides, whatever else the check found or made of it:
    that may be the machine's doing, and the attempt is made again.

    Raises:
        CheckFailed, StudentProblem, WireError: it did not pass.
    """
    problem: Exception | None = None
    try:
        check(**given)
    except (CheckFailed, StudentProblem, WireError) as error:
        problem = error
    unanswered = given["student"].unanswered if "student" in given else None
    if unanswered and unanswered.outcome is Outcome.CRASHED:
        problem = unanswered
    if problem is not None:
        raise problem


def judge(run: CheckRun, error: BaseException) -> None:
    """Sort the exception that ended a check: the student's, or ours, which is never overruled."""
    if run.outcome is Outcome.GRADER_ERROR:
        return
    if isinstance(error, CheckFailed):
        run.outcome, run.found = Outcome.FAILED, error.found
        run.message = error.sentence or message(error.found, run.spec.visible, error.reply)
    elif isinstance(error, StudentProblem):
        run.outcome, run.message = error.outcome, error.message
    elif isinstance(error, WireError):
        run.outcome, run.message = Outcome.REFUSED, f"The answer cannot be read: {error}."
    else:
        run.outcome = Outcome.GRADER_ERROR
        run.message = f"The grader failed here: {type(error).__name__}: {error}"


def not_run(needed: CheckSpec) -> str:
    """What is said of a check that builds on one that did not pass; students know no names."""
    return f"Not run: it builds on a check that did not pass: {needed.description}"
