"""Whose doing it was that a process ended while questions were answered.

As in ``grading.doubt``, but what is right is not known here: answers are held to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from autograder.outcome import Outcome
from autograder.sandbox.session import raised_outcome
from autograder.split import form
from autograder.wire.messages import CellDone, Raised

_UNSETTLED = "its processes were ended, each time elsewhere; answer the questions again"
_SHORT = "the machine ran out of memory; answer the questions again with fewer --jobs"
_DIFFERS = "its process ended, and run again it gave other answers; look at it"

Heard = list[list[form.Answer]]
"""The answers to each sequence."""


@dataclass(frozen=True)
class Try:
    """What came of running the notebook once.

    ``short`` if memory ran out meanwhile, anywhere; ``trouble`` says how the sandbox failed.
    """

    died: form.Ended | None
    heard: Heard
    cells: list[CellDone]
    cost: tuple[float, int]
    short: bool
    trouble: str = ""

    @property
    def ends(self) -> tuple[tuple[int, int, str], ...]:
        """Where a process ended before it answered, and what there is to say of it."""
        every: Heard = [[self.died] if self.died else [], *self.heard]
        return tuple(
            (sequence, number, _words(answer))
            for sequence, answers in enumerate(every)
            for number, answer in enumerate(answers)
            if _has_ended(answer)
        )

    @property
    def plain(self) -> list[list[object]]:
        """The answers, to be held to others."""
        return [list(map(_plain, answers)) for answers in self.heard]

    @property
    def raised(self) -> bool:
        """Whether the student's code raised where it was asked."""
        return any(isinstance(answer, Raised) for answers in self.heard for answer in answers)

    @property
    def doubtful(self) -> bool:
        """Whether it may be the machine's doing; what is wrong is not known here."""
        return bool(self.trouble or self.ends or self.short)


def _plain(answer: form.Answer) -> object:
    """The words of an exception may name a file or a process, which are others each time."""
    return answer.name if isinstance(answer, Raised) else answer


def _words(answer: form.Answer) -> str:
    return answer.message if isinstance(answer, Raised | form.Ended) else ""


def _has_ended(answer: form.Answer) -> bool:
    if isinstance(answer, Raised):
        return raised_outcome(answer) is Outcome.CRASHED
    return isinstance(answer, form.Ended) and answer.outcome == "crashed"


def doubt(tries: Sequence[Try]) -> str:
    """Why nothing can be said of the student, after ``TRIES``; empty where something can."""
    last = tries[-1]
    if last.trouble:
        return last.trouble
    if _differ([one for one in tries if not one.short]):
        return _DIFFERS
    if not last.doubtful:
        return ""
    alike = all(one.plain == last.plain for one in tries)
    if any(one.short for one in tries) and (last.ends or last.raised or not alike):
        return _SHORT
    return _UNSETTLED if len({one.ends for one in tries}) > 1 else ""


def _differ(tries: Sequence[Try]) -> bool:
    """Whether a question was answered in two ways: code could end itself until it guesses well."""
    known: dict[tuple[int, int], object] = {}
    for one in tries:
        for sequence, answers in enumerate(one.heard):
            for number, answer in enumerate(takewhile(lambda a: not _has_ended(a), answers)):
                if known.setdefault((sequence, number), _plain(answer)) != _plain(answer):
                    return True
    return False
