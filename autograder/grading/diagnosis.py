"""Which known misconception, if any, explains a notebook's failed checks.

A misconception fits a task when the whole pattern does: it fails exactly the checks of the task
that the student failed, and its replies to every question put to the student are the student's.
One equal reply is not enough: two different mistakes may both give NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.checks.compare import Tolerance, mismatches
from autograder.checks.verdict import CheckRun
from autograder.course.reference import Misconception
from autograder.outcome import WRONG, Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import ReferenceBroken, Reply
from autograder.wire.messages import Raised, Returned
from autograder.wire.values import WireError

_EXPLAINABLE = (*WRONG, Outcome.PASSED, Outcome.SKIPPED)

_REMEMBERED_BYTES = 2**20
"""By each suspect: there are dozens in every assignment, and a class may bring up all of them."""

Tasks = Mapping[str, Sequence[CheckRun]]


@dataclass(frozen=True)
class Suspect:
    """A misconception, and the functions as it has them: made only when it comes to that."""

    misconception: Misconception
    names: Callable[[], Mapping[str, Any]]

    @cached_property
    def session(self) -> LocalSession:
        """Answers as the misconception would."""
        return LocalSession(self.names(), _REMEMBERED_BYTES)


def diagnose(tasks: Tasks, suspects: Sequence[Suspect]) -> dict[str, Misconception]:
    """For each task with wrong checks the misconception that explains them, where one does.

    A mistake in one task may spoil another that builds on it. So a misconception that fits every
    task it touches comes before one that fits this task alone, and among those the one that
    explains most.
    """
    fits = {s.misconception: _tasks_that_fit(tasks, s) for s in suspects}
    wrong = [task for task, runs in tasks.items() if any(run.outcome in WRONG for run in runs)]
    found = {}
    for task in wrong:
        fitting = [known for known, fitted in fits.items() if task in fitted]
        if fitting:
            found[task] = min(fitting, key=lambda known: _rank(known, tasks, fits[known]))
    return found


def _rank(known: Misconception, tasks: Tasks, fitted: set[str]) -> tuple[bool, int, str]:
    partial = fitted != _touched(known, tasks)
    return partial, len(known.fails) * (1 if partial else -1), known.name


def _touched(known: Misconception, tasks: Tasks) -> set[str]:
    return {t for t, runs in tasks.items() if any(run.spec.name in known.fails for run in runs)}


def _tasks_that_fit(tasks: Tasks, suspect: Suspect) -> set[str]:
    touched = _touched(suspect.misconception, tasks)
    return {task for task in touched if _fits(tasks[task], suspect)}


def _fits(runs: Sequence[CheckRun], suspect: Suspect) -> bool:
    fails = suspect.misconception.fails
    for run in runs:
        if run.outcome not in _EXPLAINABLE:
            return False
        if run.outcome is not Outcome.SKIPPED and (run.outcome in WRONG) != (
            run.spec.name in fails
        ):
            return False
    return all(_same(reply, suspect.session) for run in runs for reply in run.replies)


def _same(reply: Reply, session: LocalSession) -> bool:
    theirs, mine = reply, session.ask(reply.request)
    if isinstance(mine.answer, Raised) and isinstance(theirs.answer, Raised):
        both = (mine.answer, theirs.answer)
        return len({(answer.name, answer.message) for answer in both}) == 1
    if not (isinstance(mine.answer, Returned) and isinstance(theirs.answer, Returned)):
        return False
    try:
        pair = (theirs.value, theirs.inputs), (mine.value, mine.inputs)
        return not any(mismatches(*pair, Tolerance(nonfinite_alike=True), gradient=True))
    except (ReferenceBroken, WireError):
        return False
