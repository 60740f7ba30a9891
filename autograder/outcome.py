"""What can become of a check, and whose doing it is."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The result of one check. Each name says whose fault it is; only ``PASSED`` earns points."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    MISSING = "missing"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    SKIPPED = "skipped"
    GRADER_ERROR = "grader_error"


MEANING = {
    Outcome.PASSED: "The answer is right.",
    Outcome.FAILED: "The code ran and its answer is wrong.",
    Outcome.ERRORED: "The student's code raised an exception.",
    Outcome.MISSING: "The notebook does not define the function.",
    Outcome.REFUSED: "The answer or the file cannot be accepted: not readable, or too large.",
    Outcome.TIMED_OUT: "The student's code used up its time.",
    Outcome.OUT_OF_MEMORY: "The student's code used up its memory.",
    Outcome.CRASHED: "The student's process, or one that it started, ended before it answered.",
    Outcome.SKIPPED: "Not run, because a check it builds on did not pass, or for want of a GPU.",
    Outcome.GRADER_ERROR: "The grader broke: a person must look, and no mark is changed.",
}


WRONG = (Outcome.FAILED, Outcome.ERRORED)
"""The code ran and went wrong: what a misconception may explain."""


TOO_LONG = (
    "Your code took longer than {:g} seconds and was stopped. Is there a loop that never ends?"
)
ENDED = (
    "Your code ended the Python process. Calls such as os._exit and exit do that, and so does a "
    "crash inside a library."
)
"""What a student reads of a process that was stopped or ended, here or on their own machine."""


class StudentProblem(Exception):
    """The student's code could not give an answer; ``outcome`` says in which way.

    Raised on the trusted side only. ``message`` is what the student reads.
    """

    def __init__(self, outcome: Outcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.message = message
