"""Which known misconception, if any, explains a task's failed checks.

A misconception matches when the whole pattern does: it fails exactly the checks of the task that
the student failed, and its replies to every question put to the student are the student's.
One equal reply is not enough: two different mistakes may both give NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.checks.compare import Tolerance, mismatches
from autograder.checks.run import CheckRun
from autograder.course.reference import Misconception
from autograder.outcome import Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Reply
from autograder.wire.messages import Raised, Returned
from autograder.wire.values import WireError

_WRONG = (Outcome.FAILED, Outcome.ERRORED)


@dataclass(frozen=True)
class Suspect:
    """A misconception and a session that answers as it would."""

    misconception: Misconception
    session: LocalSession


def diagnose(runs: Sequence[CheckRun], suspects: Sequence[Suspect]) -> Misconception | None:
    """The misconception that explains these checks, all of one task, or None.

    Where several do, the one that fails the fewest checks in all: the narrowest explanation.
    """
    failed = {run.spec.name for run in runs if run.outcome in _WRONG}
    others = {run.spec.name for run in runs if run.outcome is Outcome.PASSED}
    if not failed or any(_is_other(run) for run in runs):
        return None
    fitting = [
        suspect.misconception
        for suspect in suspects
        if failed <= set(suspect.misconception.fails)
        and not others & set(suspect.misconception.fails)
        and all(_same(reply, suspect.session) for run in runs for reply in run.replies)
    ]
    return min(fitting, key=lambda fit: (len(fit.fails), fit.name), default=None)


def _is_other(run: CheckRun) -> bool:
    """Whether something became of the check that no misconception explains."""
    return run.outcome not in (*_WRONG, Outcome.PASSED, Outcome.SKIPPED)


def _same(reply: Reply, session: LocalSession) -> bool:
    mine = session.ask(reply.request)
    if isinstance(mine.answer, Raised) and isinstance(reply.answer, Raised):
        return mine.answer.name == reply.answer.name
    if not (isinstance(mine.answer, Returned) and isinstance(reply.answer, Returned)):
        return False
    try:
        pair = (reply.value, reply.inputs), (mine.value, mine.inputs)
        return not any(mismatches(*pair, Tolerance(), gradient=True))
    except WireError:
        return False
