"""Whose doing it was: a process can be ended by the student's code, or by the machine.

The kernel kills what is large where memory runs short, people kill the wrong process, and who did
it is written nowhere. So a try in which a process ended is made again, and only what happens each
time is the student's. Where memory ran short, so is a try in which anything went wrong: a killed
helper of a notebook's may show as an exception, a hang or a missing name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from autograder.outcome import Outcome
from autograder.sandbox.zygote import SandboxError
from gradebook.records import Attempt

_Question = TypeVar("_Question")

TRIES = 3


@dataclass(frozen=True)
class Try:
    """An attempt that may not be the last; ``short`` if memory ran out meanwhile, anywhere."""

    attempt: Attempt
    short: bool

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """The checks whose process ended before it answered, and what there is to say of it."""
        checks = self.attempt.checks
        return tuple((c.check, c.message) for c in checks if c.outcome == Outcome.CRASHED)

    @property
    def answers(self) -> dict[str, str]:
        """What became of the checks that were answered."""
        unknown = (Outcome.CRASHED, Outcome.SKIPPED, Outcome.GRADER_ERROR)
        return {c.check: c.outcome for c in self.attempt.checks if c.outcome not in unknown}

    @property
    def wrong(self) -> bool:
        """Whether anything in it is not as it should be."""
        failed = any(outcome != Outcome.PASSED for outcome in self.answers.values())
        return failed or any(cell.traceback for cell in self.attempt.cells)

    @property
    def raised(self) -> bool:
        """Whether the student's code raised where it was asked."""
        return Outcome.ERRORED in self.answers.values()

    @property
    def doubtful(self) -> bool:
        """Whether it may be the machine's doing."""
        return bool(
            self.attempt.status == "grader_error" or self.ends or (self.short and self.wrong)
        )


def believed(tries: Sequence[Try]) -> Attempt:
    """The last try, which is without doubt or the last of ``TRIES`` that all ended alike.

    Raises:
        SandboxError: they did not, or memory ran out: nothing can be said about the student.
    """
    last = tries[-1]
    if last.attempt.status == "grader_error":
        return last.attempt
    if differ(one.answers for one in tries if not one.short):
        raise SandboxError("its process ended, and run again it gave other answers; look at it")
    if not last.doubtful:
        return last.attempt
    alike = all(one.answers == last.answers for one in tries)
    if any(one.short for one in tries) and (last.ends or last.raised or not alike):
        raise SandboxError("the machine ran out of memory; grade again with fewer --jobs")
    if len({one.ends for one in tries}) > 1:
        raise SandboxError("its processes were ended, each time elsewhere; grade it again")
    return last.attempt


def differ(tries: Iterable[Mapping[_Question, object]]) -> bool:
    """Whether anything was answered in two ways: code could end itself until it guesses well."""
    known: dict[_Question, object] = {}
    return any(
        known.setdefault(question, answer) != answer
        for answers in tries
        for question, answer in answers.items()
    )
