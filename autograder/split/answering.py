"""The second step, not trusted: run a notebook and write what it answers.

It knows no check, no reference and no seed, only questions; what it writes is held to the
questions by the third step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.grading.bench import Bench
from autograder.grading.doubt import TRIES
from autograder.grading.notebook import code_cells, parse
from autograder.grading.run_notebook import NotebookDied
from autograder.grading.version import grader_version
from autograder.outcome import StudentProblem
from autograder.sandbox.pressure import memory_kills, require_disk
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.split import form
from autograder.split.doubt import Heard, Try, doubt
from autograder.split.explore import digest
from autograder.split.refusal import FileRefused
from autograder.wire.limits import Limits
from autograder.wire.messages import Call, CellDone, Probe, unpack_request

_DAY = 86_400.0


@dataclass(frozen=True)
class Errand:
    """A file of questions, and the notebook that they are put to."""

    path: Path
    content: bytes


class Answerer:
    """What a process keeps between notebooks. Stop it at the end."""

    def __init__(self, folder: Path, layers: tuple[str, ...]) -> None:
        """Write to ``folder``; run notebooks behind these fences."""
        self._folder = folder
        self._layers = layers
        self._zygote: Zygote | None = None

    def stop(self) -> None:
        """End the zygote, also from another thread."""
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.stop()

    def work(self, errand: Errand) -> str:
        """Answer one file of questions; returns what went wrong on our side, if something did."""
        try:
            return self._answer(errand)
        except Exception as error:
            self.stop()
            return f"{errand.path.name}: {type(error).__name__}: {error}"

    def _answer(self, errand: Errand) -> str:
        questions = form.read_questions(errand.path)
        if questions.grader != grader_version():
            raise FileRefused(
                f"version {questions.grader} wrote it, and this is {grader_version()}; "
                "install the same on both sides"
            )
        answers = self._answers(questions, errand.content)
        form.write(answers, self._folder / f"{questions.ticket}{form.ANSWERS}")
        return answers.trouble

    def _answers(self, questions: form.Questions, content: bytes) -> form.Answers:
        tries = [self._try(questions, content)]
        while tries[-1].doubtful and len(tries) < TRIES:
            tries.append(self._try(questions, content))
        return self._written(questions, tries[-1], doubt(tries))

    def _try(self, questions: form.Questions, content: bytes) -> Try:
        try:
            return self._run(questions, content)
        except SandboxError as error:
            self.stop()
            return Try(None, [], [], (0.0, 0), short=False, trouble=f"{error}"[:2000])

    def _run(self, questions: form.Questions, content: bytes) -> Try:
        kills = memory_kills()
        self._zygote = self._zygote or Zygote(self._layers)
        cells = code_cells(parse(content), frozenset(questions.provided))
        with Bench(self._zygote, cells, _longer(questions), questions.setup) as bench:
            died, heard = _heard(bench, questions)
        done = [CellDone(output=cell.output, error=cell.error) for cell in bench.cells]
        cost = bench.cpu_seconds, bench.peak_bytes
        made = Try(died, heard, done, cost, short=memory_kills() > kills)
        if made.raised or any(cell.error for cell in done):
            require_disk(self._layers, self.stop)
        return made

    def _written(self, questions: form.Questions, told: Try, trouble: str) -> form.Answers:
        replies: dict[bytes, int] = {}
        answered = [
            [replies.setdefault(form.pack_answer(answer), len(replies)) for answer in heard]
            for heard in told.heard
        ]
        requests = map(unpack_request, questions.requests)
        return form.Answers(
            version=form.VERSION,
            grader=grader_version(),
            ticket=questions.ticket,
            layers=list(self._layers),
            trouble=trouble,
            died=told.died,
            cells=told.cells,
            requests=[digest(request) for request in requests if isinstance(request, Call | Probe)],
            replies=list(replies),
            asked=questions.sequences if told.heard else [],
            answered=answered,
            cpu_seconds=told.cost[0],
            peak_bytes=told.cost[1],
        )


def _longer(questions: form.Questions) -> Limits:
    """With as much more time for everything as there is more to do than in one zone."""
    seconds = questions.limits.submission_seconds * (1 + len(questions.sequences) / 20)
    return msgspec.structs.replace(questions.limits, submission_seconds=min(seconds, _DAY))


def _heard(bench: Bench, questions: form.Questions) -> tuple[form.Ended | None, Heard]:
    try:
        bench.run()
    except NotebookDied as death:
        return _ended(death.problem), []
    requests = [unpack_request(request) for request in questions.requests]
    asked = [request for request in requests if isinstance(request, Call | Probe)]
    ends: dict[tuple[int, ...], list[form.Answer]] = {}
    heard = []
    for one in questions.sequences:
        begun = [ends[begin] for begin in _beginnings(one) if begin in ends]
        known = begun[0] if begun else _in_order(bench, [asked[number] for number in one])
        known = (known + known[-1:] * len(one))[: len(one)]
        heard.append(known)
        end = next((n for n, answer in enumerate(known) if isinstance(answer, form.Ended)), None)
        if end is not None:
            ends.setdefault(tuple(one[: end + 1]), known)
    return None, heard


def _beginnings(sequence: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Of every length. One that ended a copy is not tried again: that may take all its time."""
    return (tuple(sequence[:length]) for length in range(1, len(sequence) + 1))


def _in_order(bench: Bench, sequence: Sequence[Call | Probe]) -> list[form.Answer]:
    """The answers of one copy of the notebook."""
    answers: list[form.Answer] = []
    with ExitStack() as stack:
        try:
            session = stack.enter_context(bench.copy())
        except StudentProblem as problem:
            return [_ended(problem)] * len(sequence)
        for request in sequence:
            answers.append(_answer(session, request))
    return answers


def _answer(session: StudentSession, request: Call | Probe) -> form.Answer:
    try:
        return session.ask(request).answer
    except StudentProblem as problem:
        return _ended(problem)


def _ended(problem: StudentProblem) -> form.Ended:
    words = {"type": "ended", "outcome": problem.outcome.value, "message": problem.message[:2000]}
    return msgspec.convert(words, form.Ended)
