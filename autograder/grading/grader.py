"""Grades one submission after the other in one trusted process, with one zygote."""

from __future__ import annotations

import time
from pathlib import Path

import torch

from autograder.course.course import assignment
from autograder.grading.attempt import judged_attempt
from autograder.grading.job import Job, failed_attempt, unreadable_attempt
from autograder.grading.judge import Judge
from autograder.sandbox.zygote import Zygote
from gradebook.records import Attempt


class Grader:
    """What a grading process keeps between submissions. Stop it at the end."""

    def __init__(self, course: Path, layers: tuple[str, ...]) -> None:
        torch.set_num_threads(1)  # as in the sandbox, so that sums round alike
        self._course = course
        self._layers = layers
        self._judges: dict[str, Judge] = {}
        self._zygote: Zygote | None = None

    def stop(self) -> None:
        """End the zygote."""
        if self._zygote is not None:
            self._zygote.stop()
            self._zygote = None

    def work(self, job: Job) -> Attempt:
        """Grade one submission. Never raises: a fault of ours is an attempt that says so."""
        if job.submission.trouble:
            return unreadable_attempt(job)
        started = time.monotonic()
        try:
            judge = self.judge(job.submission.slug)
            verdict = judge.judge(job.submission.content, job.seed, self.zygote())
            return judged_attempt(job, verdict, time.monotonic() - started)
        except Exception as error:
            self.stop()
            return failed_attempt(job, error)

    def zygote(self) -> Zygote:
        """The warm worker, started when first needed. Raises ``SandboxError``."""
        self._zygote = self._zygote or Zygote(self._layers)
        return self._zygote

    def judge(self, slug: str) -> Judge:
        """The judge of an assignment. Raises ``CourseError``, ``ChecksBroken``."""
        if slug not in self._judges:
            self._judges[slug] = Judge(assignment(self._course, slug))
        return self._judges[slug]
