"""Whose doing it was that a process ended while questions were answered.

As in ``grading.doubt``, but what is right is not known here: answers are held to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from autograder.grading.doubt import differ
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
    def ends(self) -> dict[tuple[int, int], str]:
        """Where a process ended before it answered, and what there is to say of it."""
        every: Heard = [[self.died] if self.died else [], *self.heard]
        return {
            (sequence, number): words
            for sequence, answers in enumerate(every)
            for number, answer in enumerate(answers)
            if (words := _end(answer)) is not None
        }

    @property
    def answers(self) -> dict[tuple[int, int], object]:
        """What was answered where no process had ended."""
        return {
            (sequence, number): _plain(answer)
            for sequence, answers in enumerate(self.heard)
            for number, answer in enumerate(takewhile(lambda one: _end(one) is None, answers))
        }

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


def _end(answer: form.Answer) -> str | None:
    """What there is to say where the process ended, or one that it had started; or None."""
    if isinstance(answer, Raised):
        return answer.message if raised_outcome(answer) is Outcome.CRASHED else None
    if isinstance(answer, form.Ended):
        return answer.message if answer.outcome == "crashed" else None
    return None


def doubt(tries: Sequence[Try]) -> str:
    """Why nothing can be said of the student, after ``TRIES``; empty where something can."""
    last = tries[-1]
    if last.trouble:
        return last.trouble
    if differ(one.answers for one in tries if not one.short):
        return _DIFFERS
    if not last.doubtful:
        return ""
    came_to = [(len(one.heard), one.answers) for one in tries]
    alike = all(one == came_to[-1] for one in came_to)
    if any(one.short for one in tries) and (last.ends or last.raised or not alike):
        return _SHORT
    return _UNSETTLED if any(one.ends != last.ends for one in tries) else ""
