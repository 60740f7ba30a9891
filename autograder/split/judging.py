"""The third step, trusted: grade by the answers, into the same records as any grading."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autograder.grading.job import CPU, Job, failed_attempt
from autograder.grading.member import Worker
from autograder.grading.pool import PoolBroken, work_all
from autograder.grading.version import grader_version
from autograder.split.refusal import FileRefused
from autograder.split.ticket import LAYERS, Run
from autograder.wire.control import LAYERS as FENCES
from gradebook.records import Attempt

if TYPE_CHECKING:
    from autograder.grading.judge import Judge
    from autograder.split.form import Answers


_UNASKED = (
    "{} Nobody could be asked, so nothing ties this file to the run; `autograder grade` records it"
)


class NoAnswers(Exception):
    """There are no answers to judge a submission by; the message says why and what to do."""


@dataclass(frozen=True)
class AnswersExecutor:
    """Grades jobs by the answers in a folder; an ``Executor`` that runs no student's code."""

    course: Path
    folder: Path
    run: Run
    workers: int
    layers: tuple[str, ...] = LAYERS
    device: ClassVar[str] = CPU

    def grade_all(self, jobs: Sequence[Job]) -> Generator[Attempt, None, None]:
        """Grade all jobs, in the order in which they finish. Raises ``PoolBroken``."""
        make = partial(_new_arbiter, self.course, self.folder, self.run)
        yield from work_all(make, jobs, self.workers, _lost)


def _new_arbiter(course: Path, folder: Path, run: Run) -> Worker[Job, Attempt]:
    return Arbiter(course, folder, run)


def _lost(job: Job, error: PoolBroken) -> Attempt:
    return failed_attempt(job, error)


class Arbiter:
    """What a judging process keeps between submissions."""

    def __init__(self, course: Path, folder: Path, run: Run) -> None:
        import torch

        torch.set_num_threads(1)  # as in the sandbox, so that sums round alike
        self._course = course
        self._folder = folder
        self._run = run
        self._judges: dict[str, Judge] = {}

    def stop(self) -> None:
        """There is nothing to stop."""

    def work(self, job: Job) -> Attempt:
        """Grade one submission. Never raises: what we cannot judge is an attempt that says so."""
        try:
            if job.submission.trouble:
                raise NoAnswers(_UNASKED.format(job.submission.trouble))
            return self._judged(job)
        except Exception as error:
            return failed_attempt(job, error)

    def _judged(self, job: Job) -> Attempt:
        from autograder.grading.attempt import judged_attempt
        from autograder.split.replay import Replay

        started = time.monotonic()
        layers: tuple[str, ...] = ()
        replays: list[Replay] = []

        def opened(*_: object) -> Replay:
            nonlocal layers
            answers = self._answers(job)
            layers = tuple(layer for layer in FENCES if layer in answers.layers)
            replays.append(Replay(answers))
            return replays[-1]

        seed = self._run.seed(job)
        verdict = self._judge(job.submission.slug).judge_as(job.submission.content, seed, opened)
        if verdict.unreadable:
            raise NoAnswers(_UNASKED.format(verdict.unreadable))
        faults = [fault for replay in replays for fault in replay.faults]
        if faults:
            raise faults[0]
        attempt = judged_attempt(job, verdict, time.monotonic() - started)
        return replace(attempt, seed=seed, isolation=(*LAYERS, *layers))

    def _answers(self, job: Job) -> Answers:
        from autograder.split import form

        ticket = self._run.ticket(job)
        path = self._folder / f"{ticket}{form.ANSWERS}"
        if not path.exists():
            raise NoAnswers(
                "no answers came back for this notebook in this run; is it the one that was asked?"
            )
        answers = form.read_answers(path)
        if answers.ticket != ticket:
            raise FileRefused(f"{path.name} is refused: it holds another's answers")
        if answers.grader != grader_version():
            raise FileRefused(f"{path.name} is refused: another version wrote it")
        if answers.trouble:
            raise NoAnswers(answers.trouble)
        return answers

    def _judge(self, slug: str) -> Judge:
        from autograder.course.course import assignment
        from autograder.grading.judge import Judge

        if slug not in self._judges:
            self._judges[slug] = Judge(assignment(self._course, slug))
        return self._judges[slug]
