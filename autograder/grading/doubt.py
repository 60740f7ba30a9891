"""Whose doing it was: a process can be ended by the student's code, or by the machine.

The kernel kills what is large where memory runs short, people kill the wrong process, and who did
it is written nowhere. So a try in which a process ended is made again, and only what happens each
time is the student's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.outcome import Outcome
from autograder.sandbox.zygote import SandboxError
from gradebook.records import Attempt

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
    def doubtful(self) -> bool:
        """Whether it may be the machine's doing."""
        raised = any(check.outcome == Outcome.ERRORED for check in self.attempt.checks)
        return bool(self.attempt.status == "grader_error" or self.ends or (self.short and raised))


def believed(tries: Sequence[Try]) -> Attempt:
    """The last try, which is without doubt or the last of ``TRIES`` that all ended alike.

    Raises:
        SandboxError: they did not, or memory ran out: nothing can be said about the student.
    """
    last = tries[-1]
    if not last.doubtful or last.attempt.status == "grader_error":
        return last.attempt
    if any(one.short for one in tries):
        raise SandboxError("the machine ran out of memory; grade again with fewer --jobs")
    if len({one.ends for one in tries}) > 1:
        raise SandboxError("its processes were ended, each time elsewhere; grade it again")
    return last.attempt
