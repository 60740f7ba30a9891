"""Try an attack in a box, and see what becomes of it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.attacks.attack import CORPUS, Attack, Goal
from autograder.course.assignment import load_assignment
from autograder.grading.judge import Judge
from autograder.outcome import StudentProblem
from autograder.sandbox.box import Box
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.limits import Limits

LIMITS = Limits(
    cell_seconds=10, memory_mib=256, processes=16, file_mib=8, disk_mib=16, slack=1, output_kib=64
)
ABSENT = "absent"
"""What an attack meets whose system call this kernel does not have."""
_RIGHT = "def double(x):\n    return x + x"


@dataclass(frozen=True)
class Attempt:
    """What became of an attack: whether it got through, and what it met."""

    through: bool
    met: str


class Attempts:
    """Tries attacks in boxes of one zygote, with these limits, this bait, and a GPU if any.

    What is after a mark is tried without: fences are the same for it, and checks are not.
    """

    def __init__(
        self,
        zygote: Zygote,
        bait: dict[str, object],
        limits: Limits = LIMITS,
        gpu: Gpu | None = None,
    ) -> None:
        self._gpu = gpu
        self._zygote = zygote
        self._bait = bait
        self._limits = limits
        self._judge = Judge(load_assignment(CORPUS / "target"))

    def attempt(self, attack: Attack, seconds: float | None = None) -> Attempt:
        """Try it; ``seconds`` of CPU time may take the place of its own."""
        if attack.goal is Goal.BREACH:
            return self._breach(attack, seconds or attack.seconds)
        return self._grade(attack)

    def _breach(self, attack: Attack, seconds: float) -> Attempt:
        output, met = "", "ended"
        try:
            with Box(self._zygote, self._limits, gpu=self._gpu) as box:
                done = box.run_cell(1, with_bait(attack, self._bait), seconds)
            output = done.output
            met = done.error.name if done.error else met
        except StudentProblem as problem:
            met = problem.outcome.value
        through = "BROKEN" in output or left_behind(self._bait)
        return Attempt(through, ABSENT if "ABSENT" in output else met)

    def _grade(self, attack: Attack) -> Attempt:
        """Have its wrong function graded, and where it is after the grader, a right one too."""
        try:
            score, met = self._graded(attack.source)
            if attack.goal is Goal.MARK:
                return Attempt(score > 0, met)
            return Attempt(self._graded(_RIGHT)[0] < 1, met)
        except SandboxError as error:
            return Attempt(True, str(error))

    def _graded(self, source: str) -> tuple[float, str]:
        cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []}]
        content = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
        verdict = self._judge.judge(content.encode(), time.monotonic_ns(), self._zygote)
        if verdict.broken:
            raise SandboxError(verdict.broken)
        return float(verdict.score), verdict.checks[0].run.outcome.value


def with_bait(attack: Attack, bait: dict[str, object]) -> str:
    """The code, told what to go for."""
    return f"BAIT = {bait!r}\n{attack.source}"


def left_behind(bait: dict[str, object]) -> bool:
    """Whether a file or a process with the mark is there; it is gone afterwards."""
    mark = str(bait["mark"])
    files = [path for place in ("/tmp", "/dev/shm") for path in Path(place).glob(f"{mark}*")]
    for path in files:
        path.unlink()
    processes = [each for each in psutil.process_iter() if _name(each).startswith(mark)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return bool(files or processes)


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return ""
