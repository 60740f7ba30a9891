"""A notebook that ran elsewhere: its answers, handed to the checks as if it were asked now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from autograder.grading.run_notebook import CellRun, NotebookDied
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import arguments
from autograder.sandbox.student import StudentSession
from autograder.split.explore import digest
from autograder.split.form import Answer, Answers, Ended, unpack_answer
from autograder.split.refusal import NotForeseen
from autograder.wire.messages import Answer as Plain
from autograder.wire.messages import Call, Probe, Returned
from autograder.wire.values import WireError


class Forged(Exception):
    """The answers claim what the other zone would not have written."""


class Replay:
    """Answers from the file, in place of a box; to be used as ``Bench`` is.

    Attributes:
        cells: what became of each cell, as the other zone says.
        cpu_seconds: likewise.
        peak_bytes: likewise.
        faults: what could not be answered, whatever the check made of that.
    """

    def __init__(self, answers: Answers) -> None:
        """Keep the answers, which may be anything of their form."""
        self._answers = answers
        self.cells = [
            CellRun(number, cell.output, cell.error)
            for number, cell in enumerate(answers.cells, start=1)
        ]
        self.cpu_seconds = answers.cpu_seconds
        self.peak_bytes = answers.peak_bytes
        self.faults: list[Exception] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def run(self) -> None:
        """Be where the notebook has run. Raises ``NotebookDied`` where it had died."""
        if self._answers.died is not None:
            death = NotebookDied(0, _problem(self._answers.died))
            death.problem = _problem(self._answers.died)
            raise death

    @contextmanager
    def student(self, *_: object) -> Iterator[StudentSession]:
        """A session that knows nothing of other checks, as a copy of the notebook's state."""
        yield StudentSession(_Copy(self._answers, self.faults))


class _Copy:
    """Follows one check's questions through the sequences that were answered."""

    def __init__(self, answers: Answers, faults: list[Exception]) -> None:
        self._answers = answers
        self._faults = faults
        self._asked: list[bytes] = []
        self._heard: list[int] = []

    def ask(self, request: Call | Probe) -> Plain:
        """The answer to one question, after all before it.

        Raises:
            StudentProblem: the student's process gave none.
            NotForeseen: nobody put this question, or not after these.
            Forged: the answer does not belong to the question.
        """
        try:
            self._asked.append(digest(request))
            index = self._exactly()
            index = self._in_between() if index is None else index
            self._heard.append(index)
            return _plain(unpack_answer(self._answers.replies[index]), request)
        except WireError as error:
            self._faults.append(Forged(f"an answer cannot be read: {error}"))
        except (NotForeseen, Forged) as error:
            self._faults.append(error)
        raise self._faults[-1]

    def _paths(self) -> Iterator[tuple[list[bytes], list[int]]]:
        names = self._answers.requests
        for asked, heard in zip(self._answers.asked, self._answers.answered, strict=True):
            yield [names[index] for index in asked], heard

    def _exactly(self) -> int | None:
        """From a copy that was asked the same questions so far, and gave the same answers."""
        found = (heard for asked, heard in self._paths() if self._matches(asked, heard))
        return next((heard[len(self._heard)] for heard in found), None)

    def _matches(self, asked: list[bytes], heard: list[int]) -> bool:
        past = len(self._heard)
        return asked[: past + 1] == self._asked and heard[:past] == self._heard

    def _in_between(self) -> int:
        """From a copy that was asked these questions in this order, and others in between.

        Not every way through a check with many choices is written down. Only what a process left
        alone by the questions in between may be taken so: a value, and no end.
        """
        for asked, heard in self._paths():
            place = _place_of(self._asked, asked)
            if place is not None and not any(map(self._is_end, heard[: place + 1])):
                return heard[place]
        raise NotForeseen(
            "a check asks what was not foreseen; grade this submission with `autograder grade`, "
            "it is not asked again"
        )

    def _is_end(self, index: int) -> bool:
        return isinstance(unpack_answer(self._answers.replies[index]), Ended)


def _place_of(wanted: list[bytes], asked: list[bytes]) -> int | None:
    """Where the last of these questions stands, if all stand there in this order."""
    place = -1
    for question in wanted:
        try:
            place = asked.index(question, place + 1)
        except ValueError:
            return None
    return place


def _plain(answer: Answer, request: Call | Probe) -> Plain:
    if isinstance(answer, Ended):
        raise _problem(answer)
    if isinstance(answer, Returned) and len(answer.inputs) != len(arguments(request)):
        raise Forged("an answer belongs to another question")
    return answer


def _problem(ended: Ended) -> StudentProblem:
    return StudentProblem(Outcome(ended.outcome), ended.message)
