"""Grades one submission after the other in one trusted process, with one zygote."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from autograder.course.course import assignment
from autograder.grading.attempt import judged_attempt
from autograder.grading.complete import completed
from autograder.grading.doubt import TRIES, Try, believed
from autograder.grading.gpu_share import GpuShare
from autograder.grading.job import CPU, Job, failed_attempt, unreadable_attempt
from autograder.grading.judge import Judge
from autograder.grading.references_apart import ReferencesApart
from autograder.sandbox.pressure import memory_kills, require_disk
from autograder.sandbox.session import Session
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.control import PRELOADS
from autograder.wire.no_gpu import hide_gpus
from gradebook.records import Attempt


class Grader:
    """What a grading process keeps between submissions. Stop it at the end."""

    def __init__(
        self,
        course: Path,
        layers: tuple[str, ...],
        zygote: Zygote | None = None,
        gpus: GpuShare | None = None,
        preloads: Sequence[str] = PRELOADS,
    ) -> None:
        """``zygote``: one that is warming up already, with the same layers and ``preloads``."""
        torch.set_num_threads(1)  # as in the sandbox, so that sums round alike
        hide_gpus()
        self._course = course
        self._layers = layers
        self._preloads = preloads
        self._judges: dict[str, Judge] = {}
        self._zygote = zygote
        self._gpus = gpus
        self._references: ReferencesApart | None = None
        self._stopped = False
        self._making = threading.Lock()

    def stop(self) -> None:
        """End the zygote, also from another thread in the middle of work, and start no other."""
        self._stopped = True
        with self._making:  # one that is being made at this moment is ended too
            self._end_zygote()
            self._end_references()

    def work(self, job: Job) -> Attempt:
        """Grade one submission. Never raises: a fault of ours is an attempt that says so."""
        if job.submission.trouble:
            return unreadable_attempt(job)
        tries = [self._try(job)]
        while tries[-1].doubtful and len(tries) < TRIES:
            tries.append(self._try(job))
        try:
            return believed(tries)
        except SandboxError as error:
            return failed_attempt(job, error)

    def _try(self, job: Job) -> Try:
        kills = memory_kills()
        try:
            made = Try(self._graded(job), short=memory_kills() > kills)
            if made.wrong:
                require_disk(self._layers, self._end_zygote)
        except Exception as error:
            self._end_zygote()
            made = Try(failed_attempt(job, error), short=memory_kills() > kills)
        if made.attempt.status == "grader_error":
            self._end_references()  # they may have been killed, or their CUDA may be broken
        return made

    def _graded(self, job: Job) -> Attempt:
        judge = self.judge(job.submission.slug)
        attempt = job.earlier or self._on_the_cpu(job, judge)
        if job.device == CPU or attempt.status != "graded":
            return attempt
        if self._gpus is None:
            raise SandboxError("this process was given no GPU to grade on")
        reference = self.reference_on_gpu(job.submission.slug)
        with self._gpus.turn(judge.assignment.limits) as gpu:
            return completed(attempt, job, judge, reference, self.zygote(), gpu)

    def _on_the_cpu(self, job: Job, judge: Judge) -> Attempt:
        started = time.monotonic()
        verdict = judge.judge(job.submission.content, job.seed, self.zygote())
        return judged_attempt(job, verdict, time.monotonic() - started)

    def reference_on_gpu(self, slug: str) -> Session:
        """An assignment's reference where it may use the GPU, in a process for all of them."""
        with self._making:
            if self._stopped:
                raise SandboxError("grading was stopped")
            self._references = self._references or ReferencesApart(self._course)
            return self._references.session(slug)

    def _end_zygote(self) -> None:
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.stop()

    def _end_references(self) -> None:
        references, self._references = self._references, None
        if references is not None:
            references.stop()

    def zygote(self) -> Zygote:
        """The warm worker, started when first needed. Raises ``SandboxError``."""
        with self._making:
            if self._stopped:
                raise SandboxError("grading was stopped")
            self._zygote = self._zygote or Zygote(self._layers, self._preloads)
            return self._zygote

    def judge(self, slug: str) -> Judge:
        """The judge of an assignment. Raises ``CourseError``, ``ChecksBroken``."""
        if slug not in self._judges:
            self._judges[slug] = Judge(assignment(self._course, slug))
        return self._judges[slug]
